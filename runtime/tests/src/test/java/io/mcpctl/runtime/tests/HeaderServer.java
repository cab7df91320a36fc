package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An MCP server elsewhere that remembers the {@code Authorization} it is sent. Below {@code /rude} it refuses, and
 * repeats that header in its answer.
 */
final class HeaderServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    HeaderServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        seen.add(sent);
        JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!message.has("id")) {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 202 : 405, -1);
            exchange.close();
            return;
        }
        boolean rude = exchange.getRequestURI().getPath().startsWith("/rude");
        String outcome = rude
                ? "\"error\":{\"code\":-32001,\"message\":\"I do not take " + sent + "\"}"
                : "\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"tools\":[],"
                        + "\"serverInfo\":{\"name\":\"far\",\"version\":\"1\"}}";
        byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + "," + outcome + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(rude ? 401 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
