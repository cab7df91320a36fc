package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes on requests of the revision without sessions: each says of itself what it is, over HTTP in headers as well. Who
 * cancels one over stdio sends a notification; over HTTP the connection is closed.
 */
final class StatelessRelay {
    private static final String REVISION = "io.modelcontextprotocol/protocolVersion";
    private static final String LISTEN = "subscriptions/listen";
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Map<String, String> NAMED_BY = Map.of(
            "tools/call", "name",
            "prompts/get", "name",
            "resources/read", "uri",
            "tasks/get", "taskId",
            "tasks/update", "taskId",
            "tasks/cancel", "taskId");

    private final McpEndpoint endpoint;
    private final BridgeOutput out;
    /** Who waits for an answer, by the request's id; the bridge bounds how many. */
    private final Map<JsonNode, Waiting> underway = new ConcurrentHashMap<>();

    private record Waiting(Thread thread, boolean listening) {}

    StatelessRelay(McpEndpoint endpoint, BridgeOutput out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    /** Whether a request needs no session. */
    static boolean accepts(JsonNode request) {
        return revision(request).matches("[0-9A-Za-z.-]{1,32}");
    }

    private static String revision(JsonNode request) {
        return request.path("params").path("_meta").path(REVISION).asText("");
    }

    /** Sends one request and delivers what comes for it, on the thread of the caller, which belongs to the request. */
    void relay(String text, JsonNode request) {
        JsonNode id = request.path("id");
        boolean listening = request.path("method").asText().equals(LISTEN);
        Waiting waiting = new Waiting(Thread.currentThread(), listening);
        if (underway.putIfAbsent(id, waiting) != null) {
            out.error(id, -32600, "a request with this id is under way");
            return;
        }
        try (HttpAnswer answer = endpoint.post(text, listening ? Duration.ZERO : LIMIT, headers(request))) {
            boolean answered = answer.eventStream() ? stream(answer) : single(answer, id);
            if (!answered && underway.containsKey(id)) {
                out.error(id, -32000, endpoint.complaint("the stream ended without an answer"));
            }
        } catch (IOException e) {
            if (underway.containsKey(id)) { // else it was cancelled, and nobody waits for an answer
                out.error(
                        id,
                        -32000,
                        endpoint.complaint(e.getMessage() + "; is the daemon running? `mcpctl up` starts it"));
            }
        } finally {
            underway.remove(id, waiting);
        }
    }

    /** Ends a request. The interruption closes its connection. */
    void cancel(JsonNode id) {
        Waiting waiting = underway.remove(id);
        if (waiting != null) {
            waiting.thread.interrupt();
        }
    }

    /** Ends what would never end by itself. */
    void endListening() {
        underway.forEach((id, waiting) -> {
            if (waiting.listening) {
                cancel(id);
            }
        });
    }

    private boolean stream(HttpAnswer answer) throws IOException {
        boolean answered = false;
        EventReader events = new EventReader(answer.body());
        for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
            if (!event.get().data().isBlank()) {
                answered |= !Json.read(event.get().data()).has("method");
                out.message(event.get().data());
            }
        }
        return answered;
    }

    /** Errors of the protocol come with a status of their own. */
    private boolean single(HttpAnswer answer, JsonNode id) throws IOException {
        String body = answer.text();
        JsonNode message = Json.object();
        try {
            message = Json.read(body);
        } catch (IOException e) {
            message = Json.object(); // a page for a browser
        }
        if (message instanceof ObjectNode response
                && "2.0".equals(response.path("jsonrpc").asText())) {
            response.set("id", id);
            out.message(answer.status() < 300 ? body : Json.line(response));
        } else {
            String sentence =
                    message.path("detail").asText(message.path("error").asText(""));
            out.error(
                    id,
                    -32000,
                    endpoint.complaint("status " + answer.status() + (sentence.isEmpty() ? "" : ": " + sentence)));
        }
        return true;
    }

    private static Map<String, String> headers(JsonNode request) {
        String method = request.path("method").asText();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", revision(request));
        headers.put("Mcp-Method", encoded(method));
        JsonNode name = request.path("params").path(NAMED_BY.getOrDefault(method, ""));
        if (name.isTextual()) {
            headers.put("Mcp-Name", encoded(name.asText()));
        }
        return headers;
    }

    /** As it is, or in Base64 when a header cannot carry it safely. */
    private static String encoded(String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~')
                && value.strip().length() == value.length()
                && !value.startsWith("=?base64?");
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
