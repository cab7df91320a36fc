package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An MCP endpoint of both eras that can forget its sessions, vanish in the middle of a call and come back. */
final class FakeGateway implements AutoCloseable {
    private static final String TOOLS = """
            {"resultType":"complete","tools":[{"name":"weather","inputSchema":{"type":"object","properties":{
            "city":{"type":"string","x-mcp-header":"City"}}}}]}""";

    final List<String> said = new CopyOnWriteArrayList<>();
    final CountDownLatch streamClosed = new CountDownLatch(1);
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ids = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/projects/demo/mcp");
    }

    void forgetSessions() {
        sessions.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("POST")) {
                answer(exchange, exchange.getRequestMethod().equals("GET") ? 405 : 200, "");
                return;
            }
            JsonNode message = Json.read(body);
            String method = message.path("method").asText("response");
            said.add(method);
            if (exchange.getRequestHeaders().containsKey("Mcp-Method")) {
                stateless(exchange, message, method);
            } else if (method.equals("initialize")) {
                String id = "s" + ids.incrementAndGet();
                sessions.add(id);
                exchange.getResponseHeaders().add("Mcp-Session-Id", id);
                answer(exchange, 200, response(message, "{\"protocolVersion\":\"2025-11-25\"}"));
            } else if (!sessions.contains(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")))) {
                answer(exchange, 404, "{\"error\":{\"code\":-32600,\"message\":\"the session is not known\"}}");
            } else if (!message.has("id") || message.has("result")) {
                exchange.sendResponseHeaders(202, -1);
            } else {
                session(exchange, message, method);
            }
        }
    }

    private void session(HttpExchange exchange, JsonNode message, String method) throws IOException {
        if (message.path("params").path("name").asText().equals("vanish")) {
            exchange.getHttpContext().getServer().stop(0);
            return;
        }
        if (message.path("params").path("name").asText().equals("ask")) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            String question = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"roots/list\"}";
            exchange.getResponseBody()
                    .write(("data: " + question + "\n\ndata: " + response(message, "{}") + "\n\n")
                            .getBytes(StandardCharsets.UTF_8));
            return;
        }
        answer(exchange, 200, response(message, "{\"method\":\"" + method + "\"}"));
    }

    private void stateless(HttpExchange exchange, JsonNode message, String method) throws IOException {
        String city = exchange.getRequestHeaders().getFirst("Mcp-Param-City");
        String wanted = message.path("params").path("arguments").path("city").asText("");
        switch (method) {
            case "tools/list" -> answer(exchange, 200, response(message, TOOLS));
            case "tools/call" -> {
                if (!wanted.isEmpty() && city == null) {
                    ObjectNode refusal = Json.object().put("jsonrpc", "2.0");
                    refusal.set("id", message.path("id"));
                    refusal.putObject("error").put("code", -32020).put("message", "Header mismatch: Mcp-Param-City");
                    answer(exchange, 400, Json.line(refusal));
                } else {
                    answer(
                            exchange,
                            200,
                            response(
                                    message,
                                    "{\"city\":\"" + city + "\",\"name\":\""
                                            + exchange.getRequestHeaders().getFirst("Mcp-Name") + "\"}"));
                }
            }
            case "prompts/get" -> waitForTheEnd(exchange);
            case "subscriptions/listen" -> {
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            }
            case "unknown/method" -> {
                ObjectNode refusal = Json.object().put("jsonrpc", "2.0");
                refusal.set("id", message.path("id"));
                refusal.putObject("error").put("code", -32601).put("message", "Method not found");
                answer(exchange, 404, Json.line(refusal));
            }
            default -> answer(exchange, 200, response(message, "{\"resultType\":\"complete\"}"));
        }
    }

    private void waitForTheEnd(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            for (int beats = 0; beats < 2_000; beats++) {
                out.write(": beat\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                streamClosed.await(5, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            streamClosed.countDown(); // the client closed it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String response(JsonNode message, String result) throws IOException {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", message.path("id"));
        response.set("result", Json.read(result));
        return Json.line(response);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
