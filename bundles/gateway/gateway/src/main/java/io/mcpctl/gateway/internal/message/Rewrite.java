package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Turns messages of one era into those of the other; what is not concerned stays byte for byte. */
public final class Rewrite {
    /** Methods whose answer may be a question to the client. */
    public static final Set<String> ASKING = Set.of("tools/call", "prompts/get", "resources/read");

    private static final byte[] COMPLETE = Messages.ascii("\"resultType\":\"complete\"");
    /** Sessions have no word on how long something stays true. */
    private static final byte[] NOT_CACHEABLE = Messages.ascii(",\"ttlMs\":0,\"cacheScope\":\"private\"");

    private static final Set<String> CACHEABLE = Set.of(
            "server/discover",
            "tools/list",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "resources/read");
    private static final Set<String> STATELESS_PARAMS = Set.of("requestState", "inputResponses");
    private static final Set<String> STATELESS_META = Set.of(
            "io.modelcontextprotocol/protocolVersion",
            "io.modelcontextprotocol/clientCapabilities",
            "io.modelcontextprotocol/clientInfo",
            "io.modelcontextprotocol/logLevel");

    private Rewrite() {}

    /** A request of the stateless era as one of a session; {@code id} is also its progress token, if it has one. */
    public static byte[] forSession(Envelope request, byte[] id) {
        Map<String, byte[]> params = members(request, Member.PARAMS);
        params.keySet().removeAll(STATELESS_PARAMS);
        Map<String, byte[]> meta = members(request, Member.PARAMS_META);
        meta.keySet().removeAll(STATELESS_META);
        meta.computeIfPresent("progressToken", (key, token) -> id);
        if (meta.isEmpty()) {
            params.remove("_meta");
        } else {
            params.put("_meta", object(meta));
        }
        return Messages.request(id, request.method(), object(params));
    }

    /** A successful answer of a session as one of the stateless era. */
    public static byte[] forStateless(Envelope answer, String method, byte[] id) {
        Splice splice = new Splice(answer.message());
        answer.span(Member.ID).ifPresent(span -> splice.replace(span, id));
        answer.span(Member.RESULT)
                .filter(result -> answer.message()[result.start()] == '{' && !answer.has(Member.RESULT_TYPE))
                .ifPresent(result -> {
                    boolean empty = Json.members(answer.message(), result).isEmpty();
                    splice.replace(
                            new Span(result.start() + 1, result.start() + 1),
                            Messages.join(
                                    COMPLETE,
                                    CACHEABLE.contains(method) ? NOT_CACHEABLE : new byte[0],
                                    Messages.ascii(empty ? "" : ",")));
                });
        return splice.done();
    }

    /** A notification with one more member in {@code params._meta}. */
    public static byte[] withMeta(Envelope notification, String key, byte[] value) {
        Map<String, byte[]> params = members(notification, Member.PARAMS);
        Map<String, byte[]> meta = members(notification, Member.PARAMS_META);
        meta.put(key, value);
        params.put("_meta", object(meta));
        return Messages.notification(notification.method(), object(params));
    }

    /** The members of an object in a message, raw. */
    public static Map<String, byte[]> members(Envelope message, Member object) {
        return message.span(object)
                .map(span -> Json.parts(message.message(), span))
                .orElseGet(LinkedHashMap::new);
    }

    /** An object of raw members. */
    public static byte[] object(Map<String, byte[]> members) {
        return Messages.object(members);
    }
}
