package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.util.Map;

/** Lets clients send {@code _resultId} and {@code _section} to tools whose schemas forbid what they do not name. */
final class SectionParameters {
    private static final byte[] TWO = Messages.ascii(
            "\"_resultId\":{\"type\":\"string\",\"description\":\"Of an earlier result that was split into sections.\"},"
                    + "\"_section\":{\"type\":\"string\",\"description\":\"Ids of the sections to read.\"}");

    private SectionParameters() {}

    /** An answer to {@code tools/list}; the same bytes when no tool is concerned. */
    static byte[] added(byte[] answer) {
        Envelope read = Envelope.scan(answer);
        if (!read.has(Member.RESULT_TOOLS)) {
            return answer;
        }
        Splice splice = new Splice(answer);
        for (Span tool : Json.elements(answer, read.span(Member.RESULT_TOOLS).orElseThrow())) {
            Json.member(answer, tool, "inputSchema").ifPresent(schema -> {
                Map<String, Span> rules = Json.members(answer, schema);
                Span others = rules.get("additionalProperties");
                Span properties = rules.get("properties");
                if (others != null && answer[others.start()] == 'f' && properties != null) {
                    splice.insert(properties, TWO);
                }
            });
        }
        return splice.done();
    }
}
