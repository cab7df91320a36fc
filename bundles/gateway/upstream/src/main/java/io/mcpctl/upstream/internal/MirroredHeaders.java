package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The headers of a request of revision 2026-07-28 that repeat parts of its body. */
public final class MirroredHeaders {
    private static final String REVISION = "2026-07-28";
    private static final String PARAMETER = "mcp-param-";
    private static final String START = "=?base64?";
    private static final String END = "?=";
    private static final Map<String, Member> NAMED_BY = Map.of(
            "tools/call", Member.PARAMS_NAME,
            "prompts/get", Member.PARAMS_NAME,
            "resources/read", Member.PARAMS_URI,
            "tasks/get", Member.PARAMS_TASK_ID,
            "tasks/update", Member.PARAMS_TASK_ID,
            "tasks/cancel", Member.PARAMS_TASK_ID);

    private MirroredHeaders() {}

    /** Header lines of a message. */
    static String of(Envelope message) {
        return of(message, Map.of());
    }

    /** Header lines of a message, with those of the client that mirror arguments of a tool. */
    static String of(Envelope message, Map<String, String> fromClient) {
        String method = message.method();
        StringBuilder lines = new StringBuilder(160);
        add(
                lines,
                "MCP-Protocol-Version",
                message.text(Member.PARAMS_META_PROTOCOL_VERSION).orElse(REVISION));
        add(lines, "Mcp-Method", method);
        Optional.ofNullable(NAMED_BY.get(method))
                .flatMap(message::text)
                .ifPresent(name -> add(lines, "Mcp-Name", encode(name)));
        fromClient.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(PARAMETER) && HttpRequests.isName(name)) {
                add(lines, name, value); // as the client wrote it, also when it is wrong: the server is to say so
            }
        });
        return lines.toString();
    }

    private static void add(StringBuilder lines, String name, String value) {
        lines.append(HttpRequests.line(name, value));
    }

    /** A value as it is, or in Base64 when a header cannot carry it safely. */
    public static String encode(String value) {
        boolean plain = value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t')
                && value.strip().length() == value.length()
                && !(value.startsWith(START) && value.endsWith(END));
        return plain ? value : START + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }
}
