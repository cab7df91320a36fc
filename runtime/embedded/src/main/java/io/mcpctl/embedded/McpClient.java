package io.mcpctl.embedded;

import io.mcpctl.embedded.internal.Limited;
import io.mcpctl.embedded.internal.Values;
import io.mcpctl.gateway.api.McpSession;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** An MCP session of the host, initialised already. Safe for concurrent use; close it when it is not needed any more. */
public final class McpClient implements AutoCloseable {
    private static final byte[] HELLO = Messages.ascii("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"mcpctl-host\",\"version\":\"0.1.0\"}}");

    /** Somewhat more than the gateway's own limit, which answers with a reason. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final McpSession session;
    private final AtomicLong ids = new AtomicLong();

    McpClient(McpSession session) {
        this.session = session;
        try {
            answer(ask("initialize", HELLO));
            session.send(Messages.notification("notifications/initialized"));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Calls a tool; of a project its name is {@code server__tool}.
     *
     * @throws McpError when there is no such tool or its server cannot be reached
     */
    public ToolResult call(String tool, Map<String, ?> arguments) {
        Map<String, Object> result = request("tools/call", Map.of("name", tool, "arguments", arguments));
        String text = result.get("content") instanceof List<?> parts
                ? parts.stream()
                        .map(part -> part instanceof Map<?, ?> map ? map.get("text") : null)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .collect(Collectors.joining("\n"))
                : "";
        return new ToolResult(Boolean.TRUE.equals(result.get("isError")), text, result);
    }

    /**
     * Sends any request, such as {@code tools/list}, and waits for its result, at most six minutes.
     *
     * @throws McpError when it is answered with an error
     * @throws ProblemException NOT_FOUND when the session has ended, TIMEOUT
     */
    public Map<String, Object> request(String method, Map<String, ?> params) {
        return answer(ask(method, bytes(Values.write(params))));
    }

    private byte[] ask(String method, byte[] params) {
        byte[] id = Messages.ascii(Long.toString(ids.incrementAndGet()));
        return request(Messages.request(id, method, params));
    }

    /** Sends a JSON-RPC request as it is; the answer has its id, and may be an error. */
    public byte[] request(byte[] message) {
        return Limited.call("mcp request", LIMIT, () -> session.request(message));
    }

    /** Sends a notification. */
    public void notify(String method, Map<String, ?> params) {
        send(Messages.notification(method, bytes(Values.write(params))));
    }

    /** Sends a notification or a response as it is. */
    public void send(byte[] message) {
        Limited.call("mcp message", LIMIT, () -> {
            session.send(message);
            return true;
        });
    }

    private static Map<String, Object> answer(byte[] message) {
        Envelope envelope = Envelope.scan(message);
        if (envelope.span(Member.RESULT).isPresent()) {
            return Values.object(message, envelope.span(Member.RESULT).get());
        }
        Map<String, Object> error = envelope.span(Member.ERROR)
                .map(at -> Values.object(message, at))
                .orElse(Map.of());
        int code = error.get("code") instanceof Number number ? number.intValue() : 0;
        throw new McpError(code, String.valueOf(error.get("message")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Ends the session and what it opened at servers; idempotent. */
    @Override
    public void close() {
        session.close();
    }
}
