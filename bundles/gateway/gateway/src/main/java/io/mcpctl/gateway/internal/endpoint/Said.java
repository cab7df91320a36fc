package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.message.Freshness;
import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.util.Optional;

/**
 * What a server says about itself.
 *
 * @param answer to {@code initialize} or {@code server/discover}
 * @param title what the server calls itself
 */
record Said(
        String server, Envelope answer, Optional<String> title, Optional<String> instructions, Freshness freshness) {

    static Said of(String server, Handshake handshake) {
        Envelope answer = handshake.answer();
        return of(server, answer, Member.RESULT_SERVER_INFO, Freshness.UNKNOWN);
    }

    /** From an answer to {@code server/discover}. */
    static Said discovered(String server, Envelope answer) {
        return of(server, answer, Member.RESULT_META_SERVER_INFO, Freshness.of(answer));
    }

    private static Said of(String server, Envelope answer, Member serverInfo, Freshness freshness) {
        Optional<String> title = answer.span(serverInfo).flatMap(info -> {
            var members = Json.members(answer.message(), info);
            return Optional.ofNullable(members.getOrDefault("title", members.get("name")))
                    .flatMap(span -> Json.text(answer.message(), span));
        });
        return new Said(server, answer, title, answer.text(Member.RESULT_INSTRUCTIONS), freshness);
    }

    /** Its capabilities, raw. */
    byte[] capabilities() {
        return answer.raw(Member.RESULT_CAPABILITIES).orElse(Endpoint.EMPTY);
    }
}
