package io.mcpctl.cli.train;

import io.mcpctl.cli.Cli;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the common commands without output, against a daemon of its own: never the user's. */
public final class Training {
    private static final String DEFINITION = """
            kind: server
            name: example
            transport: STDIO
            packageName: example
            runtime: node
            ---
            kind: project
            name: demo
            servers: [example]
            """;

    private static final String CLIENT = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            """;

    private Training() {}

    public static int run(Path root) {
        Path home = null;
        try (TrainingDaemon daemon = TrainingDaemon.start()) {
            home = homeOf(daemon);
            List<List<String>> lines = List.of(
                    List.of("version"),
                    List.of("get", "servers"),
                    List.of("get", "servers", "example", "-o", "yaml"),
                    List.of("get", "instances", "-o", "json"),
                    List.of("describe", "server", "example"),
                    List.of("apply", "-f", "-"),
                    List.of("create", "server", "example", "--args", "a", "--dry-run"),
                    List.of("get", "servers", "-o", "jsonpath={.items[*].name}"),
                    List.of("status"),
                    List.of("mcp", "-p", "demo"),
                    List.of("__complete", "words", "get", ""),
                    List.of("__complete", "words", "get", "servers", "e"),
                    List.of("__complete", "words", "get", "servers", "-"),
                    List.of("__complete", "words", "call", "-p", "demo", "e"),
                    List.of("get", "nothing"));
            for (List<String> line : lines) {
                String input = line.getFirst().equals("mcp") ? CLIENT : DEFINITION;
                Terminal silent = new Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        sink(),
                        sink(),
                        false,
                        false,
                        false);
                new Cli(silent, Map.of("MCPCTL_HOME", home.toString()), root).run(line.toArray(String[]::new));
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the training could not run on this machine", e);
        } finally {
            remove(home);
        }
    }

    /** A home as a running daemon leaves it, so that the way to find the daemon is trained too. */
    private static Path homeOf(TrainingDaemon daemon) throws IOException {
        Path home = Files.createTempDirectory("mcpctl-train");
        Files.createDirectory(home.resolve("run"));
        Files.writeString(
                home.resolve("run/daemon.json"), "{\"url\":\"" + daemon.url() + "\",\"pid\":1,\"token\":\"training\"}");
        return home;
    }

    private static void remove(@Nullable Path home) {
        if (home == null) {
            return;
        }
        try (Stream<Path> walk = Files.walk(home)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A leftover in the folder for temporary files harms nobody.
        }
    }

    private static PrintStream sink() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
