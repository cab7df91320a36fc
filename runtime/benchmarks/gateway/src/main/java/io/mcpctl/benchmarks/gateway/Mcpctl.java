package io.mcpctl.benchmarks.gateway;

import io.mcpctl.benchmarks.gateway.Row.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The daemon of this checkout with a home of its own, started and set up as people do it. */
final class Mcpctl implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    private final Path root;
    private final Path home;
    private final int port;
    private final String token;
    private final long pid;

    private Mcpctl(Path root, Path home, int port) throws IOException {
        this.root = root;
        this.home = home;
        this.port = port;
        String announced = Files.readString(home.resolve("run/daemon.json"));
        this.token = Echo.value(announced, "\"token\"").replace("\"", "");
        this.pid = Long.parseLong(Echo.value(announced, "\"pid\""));
    }

    static Mcpctl start(Path root, Path folder, int echoPort) throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        int port = Child.freePort();
        run(root, home, "up", "--port", String.valueOf(port));
        Mcpctl daemon = new Mcpctl(root, home, port);
        Path manifest = folder.resolve("bench.yaml");
        Files.writeString(manifest, manifest(echoPort));
        run(root, home, "apply", "-f", manifest.toString());
        return daemon;
    }

    private static String manifest(int echoPort) {
        String command = Child.stdioServer().stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
        return """
                kind: server
                name: web
                transport: STREAMABLE_HTTP
                externalUrl: http://127.0.0.1:%d/mcp
                sharing: {maxConnections: 1000}
                ---
                kind: server
                name: pipe
                transport: STDIO
                command: %s
                sharing: {maxConnections: 1000}
                ---
                kind: project
                name: web
                servers: [web]
                ---
                kind: project
                name: pipe
                servers: [pipe]
                """.formatted(echoPort, command);
    }

    private static void run(Path root, Path home, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("mcpctl").toString()));
        command.addAll(List.of(arguments));
        Path log = home.resolveSibling("mcpctl.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("MCPCTL_HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("mcpctl " + arguments[0] + " takes too long");
        }
        if (process.exitValue() != 0) {
            throw new IOException("mcpctl " + arguments[0] + " failed: " + Files.readString(log));
        }
    }

    /** A project with one server; its tools have prefixed names. */
    Running project(String server, boolean bearer) {
        String headers = bearer ? "Authorization: Bearer " + token + "\r\n" : "";
        return new Running(new Endpoint(port, "/projects/" + server + "/mcp", headers, server + "__echo"), pid);
    }

    /** The server's own endpoint. */
    Running server(String server) {
        return new Running(new Endpoint(port, "/servers/" + server + "/mcp", "", "echo"), pid);
    }

    long pid() {
        return pid;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(root, home, "down");
    }
}
