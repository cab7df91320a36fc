package io.mcpctl.cli.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bridge for clients of the revision without sessions. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatelessBridgeTest {
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final PipedOutputStream input = new PipedOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final HttpServer server;
    private final Thread bridge;

    StatelessBridgeTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
        PipedInputStream in = new PipedInputStream(input);
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
        bridge = Thread.ofVirtual().unstarted(() -> {
            try (Http http = Http.create()) {
                PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
                new StdioBridge(http, () -> new Way(uri, Optional.empty()), in, out, System.err, Duration.ofSeconds(1))
                        .run();
            } catch (IOException e) {
                throw new AssertionError("the bridge broke", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        bridge.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String method = request.path("method").asText();
        Map<String, String> seen = new ConcurrentHashMap<>();
        List.of("Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Session-Id")
                .forEach(
                        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                                .ifPresent(value -> seen.put(name, value)));
        headers.put(method, seen);
        switch (method) {
            case "server/discover" -> answer(exchange, 200, "application/json", result(request));
            case "tools/call" ->
                answer(
                        exchange,
                        200,
                        "text/event-stream",
                        "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\ndata: "
                                + result(request) + "\n\n");
            case "prompts/get" ->
                answer(
                        exchange,
                        400,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32602,\"message\":\"no such prompt\"}}");
            case "resources/read" -> answer(exchange, 403, "application/problem+json", "{\"detail\":\"not for you\"}");
            default -> hang(exchange);
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        hanging.countDown();
        try {
            while (!threads.isShutdown()) { // until the other side is gone
                exchange.getResponseBody().write(": \n\n".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            gone.countDown();
        }
    }

    private static String result(JsonNode request) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":{\"for\":\""
                + request.path("method").asText() + "\"}}";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void say(String id, String method, String params) throws IOException {
        line("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + META
                + "}}");
    }

    private void line(String message) throws IOException {
        input.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Ends the input; what the bridge wrote until then. */
    private List<String> end() throws Exception {
        input.close();
        bridge.join();
        return output.toString(StandardCharsets.UTF_8).lines().sorted().toList();
    }

    @Test
    void requestsCarryInHeadersWhatTheySayOfThemselves() throws Exception {
        say("1", "server/discover", "");
        say("\"two\"", "tools/call", "\"name\":\"grüß\",");
        List<String> lines = end();

        assertEquals(
                List.of(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"two\",\"result\":{\"for\":\"tools/call\"}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"for\":\"server/discover\"}}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}"),
                lines);
        assertEquals(
                Map.of("Mcp-Protocol-Version", "2026-07-28", "Mcp-Method", "server/discover"),
                headers.get("server/discover"));
        assertEquals(
                Map.of(
                        "Mcp-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "=?base64?Z3LDvMOf?="),
                headers.get("tools/call"));
    }

    @Test
    void errorsOfTheProtocolPassAndOthersAreTold() throws Exception {
        say("1", "prompts/get", "\"name\":\"x\",");
        say("2", "resources/read", "\"uri\":\"a:b\",");
        List<String> lines = end();

        assertTrue(lines.get(0).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602"), lines.get(0));
        assertTrue(lines.get(1).contains("\"id\":2") && lines.get(1).contains("status 403: not for you"), lines.get(1));
    }

    @Test
    void aCancelledRequestLosesItsConnectionAndHasNoAnswer() throws Exception {
        say("7", "slow/one", "");
        assertTrue(hanging.await(10, TimeUnit.SECONDS));
        line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");

        assertTrue(gone.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(), end());
    }

    @Test
    void listeningEndsWithTheInput() throws Exception {
        say("8", "subscriptions/listen", "");
        assertTrue(hanging.await(10, TimeUnit.SECONDS));

        assertEquals(List.of(), end());
        assertTrue(gone.await(10, TimeUnit.SECONDS));
    }
}
