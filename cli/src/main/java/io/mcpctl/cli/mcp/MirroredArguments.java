package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The HTTP headers in which revision 2026-07-28 repeats parts of a message. Which arguments of a tool are among them, its
 * schema says ({@code x-mcp-header}).
 */
final class MirroredArguments {
    static final String KEYWORD = "x-mcp-header";
    private static final int MAX_TOOLS = 10_000;
    private static final int MAX_DEPTH = 16;

    private final Map<String, List<Argument>> byTool = new ConcurrentHashMap<>();

    private record Argument(List<String> path, String header) {}

    /** Takes note of the result of {@code tools/list}. */
    void learn(JsonNode result) {
        for (JsonNode tool : result.path("tools")) {
            List<Argument> found = new ArrayList<>();
            collect(tool.path("inputSchema"), List.of(), found);
            if (byTool.size() < MAX_TOOLS) {
                byTool.put(tool.path("name").asText(), List.copyOf(found));
            }
        }
    }

    private static void collect(JsonNode schema, List<String> path, List<Argument> found) {
        if (path.size() > MAX_DEPTH) {
            return;
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            List<String> longer = new ArrayList<>(path);
            longer.add(property.getKey());
            JsonNode header = property.getValue().path(KEYWORD);
            if (header.isTextual()) {
                found.add(new Argument(List.copyOf(longer), header.asText()));
            }
            collect(property.getValue(), longer, found);
        }
    }

    /** The headers of a message of that revision. */
    Map<String, String> of(RpcLine message, String revision) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", revision);
        headers.put("Mcp-Method", value(message.method()));
        JsonNode name =
                switch (message.method()) {
                    case "tools/call", "prompts/get" -> message.params().path("name");
                    case "resources/read" -> message.params().path("uri");
                    case "tasks/get", "tasks/update", "tasks/cancel" ->
                        message.params().path("taskId");
                    default -> message.tree().path("none");
                };
        if (name.isTextual()) {
            headers.put("Mcp-Name", value(name.asText()));
        }
        if (message.method().equals("tools/call")) {
            for (Argument argument : byTool.getOrDefault(name.asText(), List.of())) {
                JsonNode value = message.params().path("arguments");
                for (String step : argument.path()) {
                    value = value.path(step);
                }
                if (value.isValueNode() && !value.isNull()) {
                    headers.put("Mcp-Param-" + argument.header(), value(value.asText()));
                }
            }
        }
        return headers;
    }

    /** As it is where a header can carry it, else in Base64. */
    private static String value(String text) {
        boolean plain = !text.startsWith("=?base64?")
                && text.equals(text.strip())
                && text.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain
                ? text
                : "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
