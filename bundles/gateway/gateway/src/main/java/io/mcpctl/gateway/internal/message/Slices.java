package io.mcpctl.gateway.internal.message;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes large messages piece by piece: the JDK copies what it is given for a socket as a whole, outside of the heap, again
 * for each part that the socket takes.
 */
public final class Slices {
    static final int SIZE = 256 << 10;

    private Slices() {}

    public static void write(OutputStream out, byte[] message) throws IOException {
        for (int from = 0; from < message.length; from += SIZE) {
            out.write(message, from, Math.min(SIZE, message.length - from));
        }
        out.flush();
    }
}
