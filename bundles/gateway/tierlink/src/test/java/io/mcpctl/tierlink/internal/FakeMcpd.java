package io.mcpctl.tierlink.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A control plane that answers as the test says, and remembers what it was asked. */
final class FakeMcpd implements AutoCloseable {
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    /** One request. */
    record Seen(
            String method,
            String uri,
            Optional<String> authorization,
            Map<String, List<String>> headers,
            String body) {}

    /** Answers one request. */
    @FunctionalInterface
    interface Answering {
        void to(HttpExchange exchange) throws IOException;
    }

    FakeMcpd() {
        server = start(0);
    }

    private HttpServer start(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::handle);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        try (exchange) {
            answers.getOrDefault(exchange.getRequestURI().getPath(), e -> say(e, 404, "{\"detail\":\"no such thing\"}"))
                    .to(exchange);
        }
    }

    static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
    }

    FakeMcpd on(String path, int status, String body) {
        return on(path, exchange -> say(exchange, status, body));
    }

    FakeMcpd on(String path, Answering answer) {
        answers.put(path, answer);
        return this;
    }

    int asked(String path) {
        return (int) seen.stream().filter(one -> one.uri().startsWith(path)).count();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void away() {
        server.stop(0);
    }

    void back() {
        server = start(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
