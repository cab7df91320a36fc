package io.mcpctl.gateway.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server with sessions over HTTP. Each of two calls of a tool waits for the other one, and then logs and asks something on
 * its own stream; the answer is its result.
 */
final class TalkingServer implements AutoCloseable {
    private static final long LIMIT = 20;

    private final HttpServer http;
    private final CyclicBarrier both = new CyclicBarrier(2);
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

    TalkingServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Envelope message = Envelope.scan(exchange.getRequestBody().readAllBytes());
            if (message.kind() == Envelope.Kind.RESPONSE) {
                String id = text(message, Member.ID);
                answers.computeIfAbsent(id, key -> new CompletableFuture<>()).complete(text(message, Member.RESULT));
            }
            if (message.kind() != Envelope.Kind.REQUEST) {
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 405 : 202, -1);
            } else if (message.method().equals("tools/call")) {
                talk(exchange, message);
            } else {
                answer(exchange, message);
            }
        }
    }

    private static void answer(HttpExchange exchange, Envelope request) throws IOException {
        String result = request.method().equals("initialize")
                ? "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{},\"logging\":{}},"
                        + "\"serverInfo\":{\"name\":\"talking\",\"version\":\"1\"}}"
                : "{}";
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = result(request, result).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void talk(HttpExchange exchange, Envelope call) throws IOException {
        String label = call.text(Member.PARAMS_NAME).orElseThrow();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            both.await(LIMIT, TimeUnit.SECONDS);
            event(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\","
                            + "\"params\":{\"level\":\"info\",\"data\":\"log of " + label + "\"}}");
            event(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":\"" + label + "\",\"method\":\"elicitation/create\","
                            + "\"params\":{\"message\":\"question of " + label + "\"}}");
            String answered = answers.computeIfAbsent("\"" + label + "\"", key -> new CompletableFuture<>())
                    .get(LIMIT, TimeUnit.SECONDS);
            event(out, result(call, "{\"content\":[],\"label\":\"" + label + "\",\"answered\":" + answered + "}"));
        } catch (BrokenBarrierException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void event(OutputStream out, String message) throws IOException {
        out.write(("data: " + message + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String result(Envelope request, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + text(request, Member.ID) + ",\"result\":" + result + "}";
    }

    private static String text(Envelope message, Member member) {
        return new String(message.raw(member).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
