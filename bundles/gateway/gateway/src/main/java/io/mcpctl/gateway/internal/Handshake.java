package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.util.Set;

/** What a server answered to {@code initialize}. */
record Handshake(Envelope answer, Set<String> capabilities) {

    static Handshake of(Envelope answer) {
        return new Handshake(
                answer,
                answer.span(Member.RESULT_CAPABILITIES)
                        .map(span ->
                                Set.copyOf(Json.members(answer.message(), span).keySet()))
                        .orElse(Set.of()));
    }

    boolean offers(String capability) {
        return capabilities.contains(capability);
    }
}
