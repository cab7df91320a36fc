package io.mcpctl.jsonrpc.api;

import java.util.Arrays;

/**
 * A range of bytes in a message.
 *
 * @param start index of the first byte
 * @param end index after the last byte
 */
public record Span(int start, int end) {
    public int length() {
        return end - start;
    }

    /** A copy of the bytes it covers. */
    public byte[] of(byte[] message) {
        return Arrays.copyOfRange(message, start, end);
    }
}
