package io.mcpctl.servers.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The few MCP messages that the control plane itself sends and understands. */
final class McpMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REVISION = "2025-11-25";
    private static final String STATELESS_REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final Map<String, String> CLIENT = Map.of("name", "mcpctl", "version", "0.1.0");
    /** HeaderMismatch and MissingRequiredClientCapability: no server of another era knows these errors. */
    private static final Set<Integer> OF_STATELESS = Set.of(-32020, -32021);

    private McpMessages() {}

    static byte[] initialize() {
        return request(
                "initialize",
                Map.of(
                        "protocolVersion", REVISION,
                        "capabilities", Map.of(),
                        "clientInfo", CLIENT));
    }

    /** Asks a server of the stateless era what it is. */
    static byte[] discover() {
        return stateless(request("server/discover", Map.of()));
    }

    /** A request with what every request of the stateless era has to say. */
    static byte[] stateless(byte[] request) {
        ObjectNode message = (ObjectNode) read(request);
        message.withObject("params")
                .withObject("_meta")
                .put(META + "protocolVersion", STATELESS_REVISION)
                .<ObjectNode>set(META + "clientInfo", JSON.valueToTree(CLIENT))
                .putObject(META + "clientCapabilities");
        return bytes(message);
    }

    /** Whether an answer to {@link #discover} is one of a server that speaks our stateless revision. */
    static boolean isStateless(byte[] answer) {
        JsonNode node = read(answer);
        JsonNode error = node.path("error");
        return names(node.path("result").path("supportedVersions"))
                || names(error.path("data").path("supported"))
                || OF_STATELESS.contains(error.path("code").asInt());
    }

    private static boolean names(JsonNode revisions) {
        return StreamSupport.stream(revisions.spliterator(), false)
                .anyMatch(revision -> revision.asText().equals(STATELESS_REVISION));
    }

    static byte[] initialized() {
        return bytes(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    }

    static byte[] listTools() {
        return request("tools/list", Map.of());
    }

    static byte[] callTool(String tool, Map<String, Object> arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    /** What is wrong with an answer: a JSON-RPC error or a tool result flagged as error. */
    static Optional<String> failure(byte[] answer) {
        JsonNode node = read(answer);
        JsonNode error = node.path("error");
        if (error.isObject()) {
            return Optional.of(
                    "answered with an error: " + shorten(error.path("message").asText("no message")));
        }
        if (node.path("result").path("isError").asBoolean()) {
            return Optional.of("tool failed: "
                    + shorten(node.path("result")
                            .path("content")
                            .path(0)
                            .path("text")
                            .asText("no text")));
        }
        return Optional.empty();
    }

    /** Whether a request asks to be told of news: it lasts for as long as its client likes. */
    static boolean listens(byte[] request) {
        return Envelope.scan(request).is(Member.METHOD, "\"subscriptions/listen\"");
    }

    /** An answer under another id. */
    static byte[] withId(byte[] answer, int id) {
        return bytes(((ObjectNode) read(answer)).put("id", id));
    }

    /** What we answer when the server asks its client for something: pong, or that we cannot do it. */
    static byte[] answerTo(byte[] request) {
        JsonNode node = read(request);
        JsonNode id = node.path("id");
        return node.path("method").asText().equals("ping")
                ? bytes(Map.of("jsonrpc", "2.0", "id", id, "result", Map.of()))
                : bytes(Map.of(
                        "jsonrpc", "2.0", "id", id, "error", Map.of("code", -32601, "message", "Method not found")));
    }

    /** Any request. */
    static byte[] request(int id, String method, Map<String, ?> params) {
        return bytes(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    }

    private static byte[] request(String method, Map<String, ?> params) {
        return request(1, method, params);
    }

    private static byte[] bytes(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemKind.INTERNAL, "a message cannot be written as JSON", e);
        }
    }

    private static JsonNode read(byte[] message) {
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.UPSTREAM, "the server answered with something that is not JSON", e);
        }
    }

    private static String shorten(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
