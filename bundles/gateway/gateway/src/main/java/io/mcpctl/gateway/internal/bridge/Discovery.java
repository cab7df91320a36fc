package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.Freshness;
import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes results of {@code server/discover}. */
public final class Discovery {
    private Discovery() {}

    /** What a server of the era with sessions says about itself. */
    static byte[] of(Handshake handshake) {
        Envelope answer = handshake.answer();
        Map<String, byte[]> capabilities = Rewrite.members(answer, Member.RESULT_CAPABILITIES);
        capabilities.remove("tasks"); // those of sessions are others than those of the extension
        if (handshake.runsTasks()) {
            byte[] known = capabilities.getOrDefault("extensions", Endpoint.EMPTY);
            Map<String, byte[]> extensions = Json.parts(known, new Span(0, known.length));
            extensions.put(Ask.TASKS, Endpoint.EMPTY);
            capabilities.put("extensions", Messages.object(extensions));
        }
        Map<String, byte[]> result = new LinkedHashMap<>();
        result.put("capabilities", Rewrite.object(capabilities));
        answer.raw(Member.RESULT_INSTRUCTIONS).ifPresent(text -> result.put("instructions", text));
        return result(result, answer.raw(Member.RESULT_SERVER_INFO).orElse(Endpoint.EMPTY), Freshness.UNKNOWN);
    }

    public static byte[] result(Map<String, byte[]> members, byte[] serverInfo, Freshness freshness) {
        Map<String, byte[]> result = new LinkedHashMap<>();
        result.put("resultType", Messages.ascii("\"complete\""));
        result.put("supportedVersions", Rules.SUPPORTED);
        result.putAll(members);
        result.put("_meta", Rewrite.object(Map.of("io.modelcontextprotocol/serverInfo", serverInfo)));
        freshness.addTo(result);
        return Rewrite.object(result);
    }
}
