package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Joins a client on stdin and stdout to an MCP endpoint. Messages pass as they are; only what decides their way is
 * read. Requests run at the same time; initialize, notifications and responses keep their order. A client that does not
 * begin with initialize needs no session, and its requests say so.
 */
public final class StdioBridge {
    private static final int MAX_LINE = 10 * 1024 * 1024;
    private static final int MAX_REQUESTS = 256;
    private static final Duration REQUEST = Duration.ofMinutes(30);
    private static final Duration NOTIFICATION = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final McpEndpoint endpoint;
    private final InputStream in;
    private final BridgeOutput out;
    private final PrintStream talk;
    private final Semaphore running = new Semaphore(MAX_REQUESTS);
    private final StatelessRelay stateless;
    private boolean initialized;

    public StdioBridge(Http http, URI uri, Optional<String> token, InputStream in, PrintStream out, PrintStream talk) {
        this.endpoint = new McpEndpoint(http, uri, token);
        this.in = in;
        this.out = new BridgeOutput(out);
        this.stateless = new StatelessRelay(endpoint, this.out);
        this.talk = talk;
    }

    /** Runs until the client ends its input; answers under way are still delivered. */
    public void run() throws IOException, InterruptedException {
        ExecutorService requests = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("bridge-request-", 0).factory());
        LineReader lines = new LineReader(in, MAX_LINE);
        Optional<LineReader.Line> line = lines.next();
        while (line.isPresent()) {
            if (line.get().tooLong()) {
                out.error(Json.NODES.nullNode(), -32600, "the line is too large, " + MAX_LINE + " bytes are allowed");
            } else if (!line.get().text().isBlank()) {
                accept(line.get().text(), requests);
            }
            line = lines.next();
        }
        stateless.endListening();
        requests.shutdown();
        if (!requests.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
            talk.println("mcpctl: some requests were still under way at the end of input");
        }
        if (endpoint.hasSession()) {
            endpoint.end(Duration.ofSeconds(2));
        }
    }

    private void accept(String text, ExecutorService requests) throws InterruptedException {
        JsonNode message;
        try {
            message = Json.read(text);
        } catch (IOException e) {
            out.error(Json.NODES.nullNode(), -32700, "the line is not JSON");
            return;
        }
        if (message.isArray()) {
            out.error(Json.NODES.nullNode(), -32600, "a batch is not accepted; send one message in a line");
            return;
        }
        boolean response = message.has("id") && (message.has("result") || message.has("error"));
        if (!"2.0".equals(message.path("jsonrpc").asText())
                || (!message.path("method").isTextual() && !response)) {
            out.error(id(message), -32600, "the line is not a JSON-RPC 2.0 message");
            return;
        }
        String method = message.path("method").asText("");
        if (response || !message.has("id")) {
            if (initialized) {
                relay(text, message, NOTIFICATION);
            } else if (method.equals("notifications/cancelled")) {
                stateless.cancel(message.path("params").path("requestId"));
            }
        } else if (method.equals("initialize")) {
            initialize(text, message);
        } else if (initialized) {
            inBackground(requests, () -> relay(text, message, REQUEST));
        } else if (StatelessRelay.accepts(message)) {
            inBackground(requests, () -> stateless.relay(text, message));
        } else {
            beforeInitialize(method, message);
        }
    }

    private void inBackground(ExecutorService requests, Runnable request) throws InterruptedException {
        running.acquire();
        requests.execute(() -> {
            try {
                request.run();
            } finally {
                running.release();
            }
        });
    }

    private void beforeInitialize(String method, JsonNode message) {
        if (method.equals("ping")) {
            com.fasterxml.jackson.databind.node.ObjectNode pong = Json.object().put("jsonrpc", "2.0");
            pong.set("id", id(message));
            pong.putObject("result");
            out.message(Json.line(pong));
        } else {
            out.error(id(message), -32600, "the session is not initialized; send initialize first");
        }
    }

    private void initialize(String text, JsonNode message) {
        if (initialized) {
            out.error(id(message), -32600, "the session is already initialized");
            return;
        }
        relay(text, message, Duration.ofMinutes(5));
        if (initialized) {
            Thread.ofVirtual().name("bridge-listener").start(new BridgeListener(endpoint, out, talk));
        }
    }

    private void relay(String text, JsonNode message, Duration limit) {
        boolean request = message.has("method") && message.has("id");
        try (HttpAnswer answer = endpoint.post(text, limit)) {
            if (answer.status() >= 300) {
                fail(message, request, "status " + answer.status() + McpFailures.reason(answer));
            } else if (!request) {
                answer.text();
            } else if (answer.eventStream()) {
                relayStream(answer, message);
            } else {
                deliver(answer.text(), answer, message);
            }
        } catch (IOException e) {
            fail(message, request, e.getMessage() + "; is the daemon running? `mcpctl up` starts it");
        }
    }

    private void relayStream(HttpAnswer answer, JsonNode request) throws IOException {
        EventReader events = new EventReader(answer.body());
        for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
            if (!event.get().data().isBlank()) {
                deliver(event.get().data(), answer, request);
            }
        }
    }

    private void deliver(String json, HttpAnswer answer, JsonNode request) throws IOException {
        if (!initialized && request.path("method").asText().equals("initialize")) {
            JsonNode result = Json.read(json).path("result");
            if (result.has("protocolVersion")) {
                endpoint.session(
                        answer.header("mcp-session-id"),
                        result.path("protocolVersion").asText());
                initialized = true;
            }
        }
        out.message(json);
    }

    private void fail(JsonNode message, boolean request, String reason) {
        String sentence = endpoint.complaint(reason);
        if (request) {
            out.error(id(message), -32000, sentence);
        } else {
            talk.println("mcpctl: " + sentence);
        }
    }

    private static JsonNode id(JsonNode message) {
        JsonNode id = message.path("id");
        return id.isTextual() || id.isNumber() ? id : Json.NODES.nullNode();
    }
}
