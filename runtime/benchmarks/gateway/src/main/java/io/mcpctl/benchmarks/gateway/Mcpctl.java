package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A daemon of this checkout with a home of its own, started and set up as people do it. */
final class Mcpctl implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    private static final String PASSWORD = "a-long-password-4benchmarks";

    private final Path root;
    private final Path home;
    private final Map<String, String> environment;
    private final int port;

    private Mcpctl(Path root, Path home, Map<String, String> environment) throws IOException {
        this.root = root;
        this.home = home;
        this.environment = environment;
        this.port = Child.freePort();
    }

    /** Control plane and proxy in one process. */
    static Mcpctl standalone(Path root, Path folder, int echoPort) throws IOException, InterruptedException {
        Mcpctl daemon = new Mcpctl(root, folder.resolve("home"), Map.of());
        daemon.up();
        daemon.apply(echoPort);
        return daemon;
    }

    /** Control plane and proxy in one process, with a stage of a plug-in in the pipeline of every model. */
    static Mcpctl withPipeline(Path root, Path folder) throws IOException, InterruptedException {
        Mcpctl daemon = new Mcpctl(root, folder.resolve("home"), Map.of());
        Files.createDirectories(daemon.home.resolve("proxymodels"));
        Files.writeString(daemon.home.resolve("proxymodels/default.yaml"), """
                name: default
                spec:
                  stages: [{type: passthrough}, {type: swap-stage}, {type: paginate}]
                  appliesTo: [toolResult]
                  cacheable: false
                """);
        daemon.up();
        return daemon;
    }

    /** The control plane alone, with somebody who is logged in. */
    static Mcpctl plane(Path root, Path folder, int echoPort) throws IOException, InterruptedException {
        Mcpctl plane = new Mcpctl(root, folder.resolve("plane"), Map.of());
        plane.up("--distribution", "mcpd");
        plane.run(PASSWORD, "login", "--email", "owner@example.org", "--password-stdin", "--yes");
        plane.apply(echoPort);
        return plane;
    }

    /** The proxy alone, in front of a control plane and with its login. */
    static Mcpctl proxy(Mcpctl plane) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("MCPLOCAL_MCPD_URL", "http://127.0.0.1:" + plane.port);
        Mcpctl proxy = new Mcpctl(plane.root, plane.home.resolveSibling("proxy"), environment);
        Files.createDirectories(proxy.home);
        Files.copy(plane.home.resolve("credentials.json"), proxy.home.resolve("credentials.json"));
        proxy.up("--distribution", "mcplocal");
        return proxy;
    }

    private void up(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--port", String.valueOf(port)));
        arguments.addAll(List.of(more));
        run("", arguments.toArray(String[]::new));
    }

    private void apply(int echoPort) throws IOException, InterruptedException {
        apply(manifest(echoPort));
    }

    private void apply(String text) throws IOException, InterruptedException {
        Path manifest = home.resolve("bench.yaml");
        Files.writeString(manifest, text);
        run("", "apply", "-f", manifest.toString());
    }

    private static String stdioCommand() {
        return Child.stdioServer().stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }

    /** Projects whose calls pass through plug-ins that are exchanged. */
    void applySwapping(int echoPort) throws IOException, InterruptedException {
        apply("""
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
                orchestrator: swap-runner
                sharing: {maxConnections: 1000}
                ---
                kind: project
                name: piped
                servers: [web]
                proxyModel: content-pipeline
                ---
                kind: project
                name: modelled
                servers: [web]
                proxyModel: swap-model
                ---
                kind: project
                name: run
                servers: [pipe]
                proxyModel: swap-model
                """.formatted(echoPort, stdioCommand()));
    }

    SwapDaemon rest() throws IOException {
        return new SwapDaemon(port, announced("token"));
    }

    /** A server of a project. */
    Endpoint endpoint(String project, String server) {
        return new Endpoint(port, "/projects/" + project + "/mcp", "", server + "__echo");
    }

    private static String manifest(int echoPort) {
        return """
                kind: server
                name: web
                transport: STREAMABLE_HTTP
                externalUrl: http://127.0.0.1:%1$d/mcp
                sharing: {maxConnections: 1000}
                ---
                kind: server
                name: pipe
                transport: STDIO
                command: %2$s
                sharing: {maxConnections: 1000}
                ---
                kind: server
                name: shared
                transport: STDIO
                command: %2$s
                sharing: {mode: shared, maxConcurrency: 1000}
                ---
                kind: project
                name: web
                servers: [web]
                ---
                kind: project
                name: pipe
                servers: [pipe]
                ---
                kind: project
                name: shared
                servers: [shared]
                """.formatted(echoPort, stdioCommand());
    }

    private void run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("mcpctl").toString()));
        command.addAll(List.of(arguments));
        Path log = home.resolveSibling(home.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("MCPCTL_HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((input + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It does not ask for anything.
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("mcpctl " + arguments[0] + " takes too long");
        }
        if (process.exitValue() != 0) {
            throw new IOException("mcpctl " + arguments[0] + " failed: " + Files.readString(log));
        }
    }

    private String announced(String member) throws IOException {
        return Echo.value(Files.readString(home.resolve("run/daemon.json")), "\"" + member + "\"")
                .replace("\"", "");
    }

    /** A project with one server; its tools have prefixed names. */
    Endpoint project(String server, boolean bearer) throws IOException {
        String headers = bearer ? "Authorization: Bearer " + announced("token") + "\r\n" : "";
        return new Endpoint(port, "/projects/" + server + "/mcp", headers, server + "__echo");
    }

    /** The server's own endpoint. */
    Endpoint server(String server) {
        return new Endpoint(port, "/servers/" + server + "/mcp", "", "echo");
    }

    long pid() throws IOException {
        return Long.parseLong(announced("pid"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("", "down");
    }
}
