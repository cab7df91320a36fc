package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Messages;
import java.util.List;

/** Pieces of JSON. */
final class Parts {
    private static final byte[] COMMA = Messages.ascii(",");

    private Parts() {}

    /** All parts with commas between them. */
    static byte[] joined(List<byte[]> parts) {
        byte[][] all = new byte[Math.max(0, 2 * parts.size() - 1)][];
        for (int i = 0; i < all.length; i++) {
            all[i] = i % 2 == 0 ? parts.get(i / 2) : COMMA;
        }
        return Messages.join(all);
    }
}
