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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private Training() {}

    public static int run(Path root) {
        try (TrainingDaemon daemon = TrainingDaemon.start()) {
            List<List<String>> lines = List.of(
                    List.of("version"),
                    List.of("get", "servers"),
                    List.of("get", "servers", "example", "-o", "yaml"),
                    List.of("get", "instances", "-o", "json"),
                    List.of("describe", "server", "example"),
                    List.of("apply", "-f", "-"),
                    List.of("status"),
                    List.of("get", "nothing"));
            for (List<String> line : lines) {
                Terminal silent = new Terminal(
                        new ByteArrayInputStream(DEFINITION.getBytes(StandardCharsets.UTF_8)), sink(), sink(), false, false);
                Map<String, String> environment =
                        Map.of("MCPCTL_URL", daemon.url(), "MCPCTL_HOME", root.resolve("no-such-home").toString());
                new Cli(silent, environment, root).run(line.toArray(String[]::new));
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the training could not listen on this machine", e);
        }
    }

    private static PrintStream sink() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
