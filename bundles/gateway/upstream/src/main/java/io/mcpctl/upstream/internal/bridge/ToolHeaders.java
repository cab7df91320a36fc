package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.upstream.internal.MirroredHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which arguments of tools have to be repeated in headers, as their schemas say ({@code x-mcp-header}). */
final class ToolHeaders {
    private static final int MAX_TOOLS = 10_000;
    private static final int MAX_DEPTH = 16;
    private static final String PREFIX = "Mcp-Param-";

    /** An argument, by the keys that lead to it. */
    private record Mirrored(List<String> path, String name) {}

    private final Map<String, List<Mirrored>> byTool = new ConcurrentHashMap<>();

    /** Takes note of the tools of a {@code tools/list} answer. */
    void learn(Envelope list) {
        byte[] message = list.message();
        for (Span tool : list.span(Member.RESULT_TOOLS)
                .map(span -> Json.elements(message, span))
                .orElse(List.of())) {
            Map<String, Span> members = Json.members(message, tool);
            Optional<String> name = Optional.ofNullable(members.get("name")).flatMap(span -> Json.text(message, span));
            Span schema = members.get("inputSchema");
            if (name.isPresent() && schema != null && byTool.size() < MAX_TOOLS) {
                List<Mirrored> found = new ArrayList<>();
                collect(message, schema, List.of(), found);
                byTool.put(name.get(), List.copyOf(found));
            }
        }
    }

    /** Only properties that are reached through properties alone count. */
    private static void collect(byte[] message, Span schema, List<String> path, List<Mirrored> found) {
        Span properties = Json.members(message, schema).get("properties");
        if (properties == null || path.size() > MAX_DEPTH) {
            return;
        }
        Json.members(message, properties).forEach((key, property) -> {
            List<String> further = new ArrayList<>(path);
            further.add(key);
            Optional.ofNullable(Json.members(message, property).get("x-mcp-header"))
                    .flatMap(span -> Json.text(message, span))
                    .ifPresent(name -> found.add(new Mirrored(List.copyOf(further), name)));
            collect(message, property, further, found);
        });
    }

    /** The headers of a call; those without a value are left out. */
    Map<String, String> of(Envelope call) {
        List<Mirrored> mirrored =
                byTool.getOrDefault(call.text(Member.PARAMS_NAME).orElse(""), List.of());
        Map<String, String> headers = new LinkedHashMap<>();
        for (Mirrored one : mirrored) {
            value(call, one.path()).ifPresent(value -> headers.put(PREFIX + one.name(), value));
        }
        return headers;
    }

    private static Optional<String> value(Envelope call, List<String> path) {
        byte[] message = call.message();
        Optional<Span> at = call.span(Member.PARAMS).flatMap(params -> Json.member(message, params, "arguments"));
        for (String key : path) {
            at = at.flatMap(object -> Json.member(message, object, key));
        }
        return at.flatMap(span -> text(message, span)).map(MirroredHeaders::encode);
    }

    private static Optional<String> text(byte[] message, Span value) {
        return switch (message[value.start()]) {
            case '"' -> Json.text(message, value);
            case '{', '[', 'n' -> Optional.empty();
            default -> Optional.of(new String(value.of(message), StandardCharsets.US_ASCII));
        };
    }
}
