package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.cli.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what a test told it to, remembers what it was asked, and runs lines of the program against itself. */
final class ScriptedDaemon implements AutoCloseable {
    static final String OWNERS_TOKEN = "owners-token";

    /** One answer. */
    record Answer(int status, String body, Map<String, String> headers) {}

    /** One request as it came. */
    record Asked(String line, String body, String bearer, Map<String, String> headers) {
        JsonNode json() throws IOException {
            return Json.read(body);
        }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final Path home;
    String input = "";
    boolean person;
    String out = "";
    String err = "";
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ScriptedDaemon(Path home) throws IOException {
        this.home = home;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run/daemon.json"),
                Json.line(Json.object()
                        .put("url", url())
                        .put("pid", ProcessHandle.current().pid())
                        .put("token", OWNERS_TOKEN)));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Several answers to the same request are given in their order; the last one stays. */
    ScriptedDaemon on(String line, int status, String body, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        answers.computeIfAbsent(line, key -> new ArrayDeque<>()).add(new Answer(status, body, all));
        return this;
    }

    /** A stream of events. */
    ScriptedDaemon events(String line, String body) {
        return on(line, 200, body, "Content-Type", "text/event-stream");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().toString().replaceFirst("[?&]limit=500$", "");
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            asked.add(new Asked(
                    line,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    headers.getOrDefault("Authorization", "").replace("Bearer ", ""),
                    headers));
            Answer answer = next(line);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private synchronized Answer next(String line) {
        Deque<Answer> prepared = answers.getOrDefault(line, new ArrayDeque<>());
        if (prepared.isEmpty()) {
            return new Answer(404, "{\"status\":404,\"detail\":\"nothing is at " + line + "\"}", Map.of());
        }
        return prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    }

    /** Runs a line and returns its exit code; {@code out} and {@code err} are what it wrote. */
    int run(String... arguments) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(stdout, false, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                false,
                false,
                person);
        Map<String, String> all = new HashMap<>(environment);
        all.put("MCPCTL_HOME", home.toString());
        int exitCode = new Cli(terminal, all, home).run(arguments);
        out = stdout.toString(StandardCharsets.UTF_8);
        err = stderr.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    /** The requests of a method, as {@code METHOD path}. */
    List<String> lines(String method) {
        return asked.stream()
                .map(Asked::line)
                .filter(line -> line.startsWith(method))
                .toList();
    }

    Asked last(String line) {
        return asked.stream()
                .filter(one -> one.line().equals(line))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("not asked: " + line + "; asked were " + asked));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
