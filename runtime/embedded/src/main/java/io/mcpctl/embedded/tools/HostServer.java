package io.mcpctl.embedded.tools;

import io.mcpctl.embedded.HostTool;
import io.mcpctl.embedded.internal.Values;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of the host as an MCP server: what it answers to which message. Safe for concurrent use. */
public final class HostServer {
    private static final Logger LOG = LoggerFactory.getLogger("io.mcpctl.embedded.tools");
    private static final List<String> REVISIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
    private static final int METHOD_UNKNOWN = -32601;
    private static final int INVALID_PARAMS = -32602;

    private final Map<String, HostTool> tools = new LinkedHashMap<>();
    private final byte[] list;

    /** @throws IllegalArgumentException for an input schema that is no JSON object */
    public HostServer(List<HostTool> offered) {
        offered.forEach(tool -> tools.put(tool.name(), tool));
        list = offered.stream()
                .map(HostServer::described)
                .collect(Collectors.joining(",", "{\"tools\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String described(HostTool tool) {
        // The scanner looks at whole messages, so the schema is tried as parameters of one.
        byte[] trial = Messages.notification("schema", tool.inputSchema().getBytes(StandardCharsets.UTF_8));
        Envelope envelope = Envelope.scan(trial);
        boolean isObject = envelope.kind() == Envelope.Kind.NOTIFICATION
                && envelope.raw(Member.PARAMS).filter(raw -> raw[0] == '{').isPresent();
        if (!isObject) {
            throw new IllegalArgumentException("the input schema of tool '" + tool.name()
                    + "' is no JSON object; write at least {\"type\":\"object\"}");
        }
        return "{\"name\":" + JsonText.quote(tool.name()) + ",\"description\":" + JsonText.quote(tool.description())
                + ",\"inputSchema\":" + tool.inputSchema().lines().collect(Collectors.joining(" ")) + "}";
    }

    /** The answer to a request; may take as long as the tool takes. */
    byte[] answer(Envelope request) {
        byte[] id = request.raw(Member.ID).orElseThrow();
        return switch (request.method()) {
            case "initialize" -> Messages.result(id, welcome(request));
            case "ping" -> Messages.result(id, Messages.ascii("{}"));
            case "tools/list" -> Messages.result(id, list);
            case "tools/call" -> call(id, request);
            default -> Messages.error(id, METHOD_UNKNOWN, "the host has tools only, not " + request.method());
        };
    }

    private static byte[] welcome(Envelope request) {
        String revision = request.text(Member.PARAMS_PROTOCOL_VERSION)
                .filter(REVISIONS::contains)
                .orElse(REVISIONS.getLast());
        return Messages.ascii("{\"protocolVersion\":\"" + revision + "\",\"capabilities\":{\"tools\":{}},"
                + "\"serverInfo\":{\"name\":\"host\",\"version\":\"0.1.0\"}}");
    }

    private byte[] call(byte[] id, Envelope request) {
        String name = request.text(Member.PARAMS_NAME).orElse("");
        HostTool tool = tools.get(name);
        if (tool == null) {
            return Messages.error(
                    id, INVALID_PARAMS, "unknown tool '" + name + "'; there are " + String.join(", ", tools.keySet()));
        }
        try {
            return result(id, tool.handler().call(arguments(request)), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(id, "the call was cancelled", true);
        } catch (Exception e) {
            LOG.atDebug().addKeyValue("tool", name).setCause(e).log("tool of the host failed");
            return result(id, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), true);
        }
    }

    private static Map<String, Object> arguments(Envelope request) {
        byte[] message = request.message();
        Span params = request.span(Member.PARAMS).orElseThrow();
        return Json.member(message, params, "arguments")
                .map(at -> Values.object(message, at))
                .orElse(Map.of());
    }

    private static byte[] result(byte[] id, @Nullable Object value, boolean isError) {
        String text = value instanceof String plain ? plain : Values.write(value);
        String structured = value instanceof Map<?, ?> ? ",\"structuredContent\":" + text : "";
        String result = "{\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(text) + "}]" + structured
                + ",\"isError\":" + isError + "}";
        return Messages.result(id, result.getBytes(StandardCharsets.UTF_8));
    }
}
