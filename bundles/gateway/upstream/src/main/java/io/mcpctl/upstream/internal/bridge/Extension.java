package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** The extension by which servers of the stateless era run tasks, among the capabilities of either side. */
final class Extension {
    static final String TASKS = "io.modelcontextprotocol/tasks";
    private static final String EXTENSIONS = "extensions";
    private static final byte[] EMPTY = Messages.ascii("{}");

    private Extension() {}

    /** Whether the answer to {@code server/discover} offers it. */
    static boolean offered(Envelope discovered) {
        return discovered
                .span(Member.RESULT_CAPABILITIES)
                .flatMap(capabilities -> Json.member(discovered.message(), capabilities, EXTENSIONS))
                .flatMap(extensions -> Json.member(discovered.message(), extensions, TASKS))
                .isPresent();
    }

    /** Capabilities of a client that takes tasks. */
    static byte[] with(byte[] capabilities) {
        Map<String, byte[]> all = parts(capabilities);
        Map<String, byte[]> extensions = parts(all.getOrDefault(EXTENSIONS, EMPTY));
        extensions.put(TASKS, EMPTY);
        all.put(EXTENSIONS, Messages.object(extensions));
        return Messages.object(all);
    }

    /** Capabilities of a client that takes none: those of sessions do not know this form of them. */
    static byte[] without(byte[] capabilities) {
        Map<String, byte[]> all = parts(capabilities);
        Map<String, byte[]> extensions = parts(all.getOrDefault(EXTENSIONS, EMPTY));
        if (extensions.remove(TASKS) == null) {
            return capabilities;
        }
        all.put(EXTENSIONS, Messages.object(extensions));
        return Messages.object(all);
    }

    private static Map<String, byte[]> parts(byte[] object) {
        return object.length > 0 && object[0] == '{'
                ? Json.parts(object, new Span(0, object.length))
                : new LinkedHashMap<>();
    }
}
