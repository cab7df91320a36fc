package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our own MCP server for tests, over HTTP in a process of its own; servers over stdio are started by the product. */
final class Fixture implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Background process;
    private final String url;

    private Fixture(Background process, String url) {
        this.process = process;
        this.url = url;
    }

    static Fixture start(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--http", "0", "--parent"));
        arguments.add(Long.toString(ProcessHandle.current().pid()));
        arguments.addAll(List.of(options));
        Background process = Background.start(command(arguments), Product.ROOT, Map.of(), "");
        Wait.until(
                "the fixture prints its address",
                START_LIMIT,
                () -> process.stdout().endsWith("\n"),
                process::stdout);
        try {
            JsonNode addresses = new ObjectMapper().readTree(process.stdout());
            return new Fixture(process, addresses.path("url").asText());
        } catch (IOException e) {
            process.close();
            throw new AssertionError("no addresses: " + process.stdout(), e);
        }
    }

    String url() {
        return url;
    }

    /** Starts the product with two servers: {@code web} is this one, {@code pipe} runs another over stdio. */
    void behind(Product product) {
        product.up().apply("""
                kind: server
                name: web
                transport: STREAMABLE_HTTP
                externalUrl: %s
                sharing: {maxConnections: 100}
                ---
                kind: server
                name: pipe
                transport: STDIO
                command: %s
                sharing: {maxConnections: 100}
                """.formatted(url, overStdio())).exits(0);
        product.awaitHealthy(2);
    }

    /** The command of another one over stdio, as a list in YAML. */
    static String overStdio(String... options) {
        return yaml(commandOverStdio(options));
    }

    /** The same as words. */
    static List<String> commandOverStdio(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--stdio"));
        arguments.addAll(List.of(options));
        return command(arguments);
    }

    private static String yaml(List<String> line) {
        return "['" + String.join("', '", line) + "']";
    }

    private static List<String> command(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
        line.add(jar().toString());
        line.addAll(arguments);
        return line;
    }

    private static Path jar() {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Product.ROOT.resolve("runtime/fixture/target"), "io.mcpctl.fixture-*.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new AssertionError("runtime/fixture is not built", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
