package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that shows messages as they are on the wire, and accepts whatever it is asked. */
final class RawClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final AtomicInteger ids = new AtomicInteger();
    private volatile String requestId = "";
    private final String bearer;
    private final String session;
    private final String helloId;
    private final JsonNode hello;

    RawClient(String url) {
        this(url, "");
    }

    /** {@code bearer} is empty for the owner of the machine. */
    RawClient(String url, String bearer) {
        this.url = URI.create(url);
        this.bearer = bearer;
        HttpResponse<InputStream> answer = send(authorized(HttpRequest.newBuilder(this.url)), """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                "capabilities":{"elicitation":{},"sampling":{},"roots":{}},"clientInfo":{"name":"raw","version":"1"}}}""");
        this.session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        this.helloId = requestId;
        this.hello = result(messages(answer).getLast());
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /** What the server said of itself. */
    JsonNode hello() {
        return hello;
    }

    /** What the server says by itself from now on. */
    RawEvents events() {
        try {
            HttpRequest listening =
                    request().header("Accept", "text/event-stream").build();
            return new RawEvents(
                    http.send(listening, BodyHandlers.ofInputStream()).body());
        } catch (IOException e) {
            throw new AssertionError("no events", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode result(String message) {
        try {
            return JSON.readTree(message).path("result");
        } catch (JsonProcessingException e) {
            throw new AssertionError(message, e);
        }
    }

    /** What the daemon calls the request that was sent last. */
    String requestId() {
        return requestId;
    }

    /** What it calls the first one. */
    String helloId() {
        return helloId;
    }

    String session() {
        return session;
    }

    /** A call whose messages are read one after the other, as they come. */
    MessageStream stream(int id, String tool, String arguments) {
        return new MessageStream(send(request(), message(id, tool, arguments)));
    }

    /** The messages that come for a call, the answer last. */
    List<String> call(String tool, String arguments) {
        return call(ids.incrementAndGet(), tool, arguments);
    }

    List<String> call(int id, String tool, String arguments) {
        return post(message(id, tool, arguments));
    }

    private static String message(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":\"token\"}}}";
    }

    /** The messages that come for any request. */
    List<String> ask(String method) {
        return ask(method, "{}");
    }

    List<String> ask(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":" + ids.incrementAndGet() + ",\"method\":\"" + method
                + "\",\"params\":" + params + "}");
    }

    void tell(String notification) {
        post("{\"jsonrpc\":\"2.0\",\"method\":\"" + notification + "\"}");
    }

    void cancel(int id) {
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id
                + ",\"reason\":\"enough\"}}");
    }

    private List<String> post(String message) {
        return messages(send(request(), message));
    }

    private HttpRequest.Builder request() {
        return authorized(HttpRequest.newBuilder(url)
                .header("Mcp-Session-Id", session)
                .header("MCP-Protocol-Version", "2025-11-25"));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, String message) {
        request.header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(message));
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            answer.headers().firstValue("X-Request-Id").ifPresent(id -> requestId = id);
            return answer;
        } catch (IOException e) {
            throw new AssertionError("no answer to " + message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private List<String> messages(HttpResponse<InputStream> response) {
        boolean events =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        List<String> messages = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                String message = events ? (line.startsWith("data: ") ? line.substring(6) : "") : line;
                if (!message.isEmpty() && !accepted(message)) {
                    messages.add(message);
                }
            }
            return messages;
        } catch (IOException e) {
            throw new AssertionError("the answer broke off after " + messages, e);
        }
    }

    /** Answers a question of the server. */
    private boolean accepted(String message) throws JsonProcessingException {
        if (message.length() > 10_000 || !message.contains("\"method\"") || !message.contains("\"id\"")) {
            return false;
        }
        JsonNode question = JSON.readTree(message);
        if (!question.has("method") || !question.has("id")) {
            return false;
        }
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", question.get("id"));
        ObjectNode result = answer.putObject("result");
        if (!question.path("method").asText().equals("ping")) {
            result.put("action", "accept")
                    .putObject("content")
                    .put("a", question.path("params").path("message").asText());
        }
        post(answer.toString());
        return true;
    }

    @Override
    public void close() {
        HttpRequest end = request().timeout(LIMIT).DELETE().build();
        try {
            http.send(end, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new AssertionError("the session cannot be ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            http.shutdownNow();
        }
    }
}
