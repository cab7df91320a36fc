package io.mcpctl.servers.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The few MCP messages that the control plane itself sends and understands. */
final class McpMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REVISION = "2025-11-25";

    private McpMessages() {}

    static byte[] initialize() {
        return request(
                "initialize",
                Map.of(
                        "protocolVersion", REVISION,
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "mcpctl", "version", "0.1.0")));
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

    /** What we answer when the server asks its client for something: pong, or that we cannot do it. */
    static byte[] answerTo(byte[] request) {
        JsonNode node = read(request);
        JsonNode id = node.path("id");
        return node.path("method").asText().equals("ping")
                ? bytes(Map.of("jsonrpc", "2.0", "id", id, "result", Map.of()))
                : bytes(Map.of(
                        "jsonrpc", "2.0", "id", id, "error", Map.of("code", -32601, "message", "Method not found")));
    }

    private static byte[] request(String method, Map<String, ?> params) {
        return bytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    }

    private static byte[] bytes(Map<String, ?> message) {
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
