package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What a project offers of one server's tools, where the server is spoken to under its own names. */
public final class OfferedTools {
    private OfferedTools() {}

    /** Refuses the call of a tool that is not offered. */
    public static void check(Offer offer, String server, Envelope call) {
        call.text(Member.PARAMS_NAME)
                .filter(tool -> !offer.offers(server, tool))
                .ifPresent(tool -> {
                    throw Names.notOffered(tool);
                });
    }

    /** A page of the list without those that are not offered; the same bytes when all are. */
    public static byte[] only(Offer offer, String server, byte[] page) {
        if (!offer.filters().containsKey(server)) {
            return page;
        }
        return Envelope.scan(page)
                .span(Member.RESULT_TOOLS)
                .map(array -> Splice.one(page, array, kept(offer, server, page, array)))
                .orElse(page);
    }

    private static byte[] kept(Offer offer, String server, byte[] page, Span array) {
        List<Span> tools = Json.elements(page, array);
        ByteArrayOutputStream out = new ByteArrayOutputStream(array.end() - array.start());
        out.write('[');
        for (Span tool : tools) {
            boolean offered = Json.member(page, tool, "name")
                    .flatMap(name -> Json.text(page, name))
                    .filter(name -> offer.offers(server, name))
                    .isPresent();
            if (offered) {
                out.writeBytes(out.size() > 1 ? Messages.ascii(",") : new byte[0]);
                out.write(page, tool.start(), tool.end() - tool.start());
            }
        }
        out.write(']');
        return out.toByteArray();
    }
}
