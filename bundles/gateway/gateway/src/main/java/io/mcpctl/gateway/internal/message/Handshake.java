package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.util.Set;

/** What a server answered to {@code initialize}. */
public record Handshake(Envelope answer, Set<String> capabilities) {

    public static Handshake of(Envelope answer) {
        return new Handshake(
                answer,
                answer.span(Member.RESULT_CAPABILITIES)
                        .map(span ->
                                Set.copyOf(Json.members(answer.message(), span).keySet()))
                        .orElse(Set.of()));
    }

    /** Whether tools can be called as tasks, in the way of sessions. */
    public boolean runsTasks() {
        byte[] text = answer.message();
        return answer.span(Member.RESULT_CAPABILITIES)
                .flatMap(all -> Json.member(text, all, "tasks"))
                .flatMap(tasks -> Json.member(text, tasks, "requests"))
                .flatMap(requests -> Json.member(text, requests, "tools"))
                .flatMap(tools -> Json.member(text, tools, "call"))
                .isPresent();
    }

    public boolean offers(String capability) {
        return capabilities.contains(capability);
    }
}
