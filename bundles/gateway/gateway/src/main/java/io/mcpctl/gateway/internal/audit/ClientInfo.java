package io.mcpctl.gateway.internal.audit;

import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import java.util.Map;
import java.util.Optional;

/** What a client calls itself. */
public record ClientInfo(Optional<String> name, Optional<String> version) {
    private static final int LONGEST = 200;

    public static ClientInfo of(Hello hello) {
        Envelope initialize = hello.initialize();
        byte[] text = initialize.message();
        return of(text, initialize.span(Member.PARAMS).flatMap(params -> Json.member(text, params, "clientInfo")));
    }

    /** The one that stands at {@code object} in {@code text}. */
    public static ClientInfo of(byte[] text, Optional<Span> object) {
        Map<String, Span> info = object.filter(span -> text[span.start()] == '{')
                .map(span -> Json.members(text, span))
                .orElse(Map.of());
        return new ClientInfo(member(text, info, "name"), member(text, info, "version"));
    }

    private static Optional<String> member(byte[] text, Map<String, Span> members, String name) {
        return Optional.ofNullable(members.get(name))
                .flatMap(span -> Json.text(text, span))
                .map(value -> value.length() <= LONGEST ? value : value.substring(0, LONGEST));
    }
}
