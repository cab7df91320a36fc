package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into lines with a limit for each. A long line takes memory in steps, each of which it must be granted. Not safe for
 * concurrent use.
 */
final class LineReader {
    private static final int USUAL = 8192;
    /** A buffer that is larger goes when its line has gone: hundreds of servers may each have sent one long line. */
    private static final int KEPT = 64 << 10;

    /** Few lines are longer; those that are claim at once what the longest needs, so that no two wait for each other's memory. */
    private static final int LONG = 4 << 20;

    private final InputStream in;
    private final int limit;
    private final Headroom headroom;
    private Headroom.@Nullable Claim claim;
    private byte[] buffer = new byte[USUAL];
    private int start;
    private int end;

    LineReader(InputStream in, int limit, Headroom headroom) {
        this.in = in;
        this.limit = limit;
        this.headroom = headroom;
    }

    /** A line was longer than the limit, or than there was memory for; the reader stands behind it. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLong(String message) {
            super(message);
        }

        /** Says what the server did, for a sentence that begins with its name. */
        static TooLong ever() {
            return new TooLong("sent a message that is too large (over 64 MiB)");
        }

        static TooLong forNow() {
            return new TooLong("sent a large message for which there is no memory now; retry in a few seconds");
        }
    }

    /** The next line without its terminator, or null at the end; an unterminated last line counts. */
    byte @Nullable [] next() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    byte[] line = take(i, i + 1);
                    if (line.length > limit) {
                        throw TooLong.ever();
                    }
                    return line;
                }
            }
            from = end;
            if (end - start > limit) {
                skipLine();
                throw TooLong.ever();
            }
            if (!granted()) {
                skipLine();
                throw TooLong.forNow();
            }
            from -= makeRoom();
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return start == end ? null : take(end, end);
            }
            end += count;
        }
    }

    private byte[] take(int stop, int next) {
        int cut = stop > start && buffer[stop - 1] == '\r' ? stop - 1 : stop;
        byte[] line = Arrays.copyOfRange(buffer, start, cut);
        start = next;
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > KEPT) {
                buffer = new byte[USUAL];
            }
        }
        return line;
    }

    /** Whether the buffer may grow, if it has to: to twice its size, and the line is copied when it is complete. */
    private boolean granted() {
        if (end < buffer.length || start > buffer.length / 2 || buffer.length < Headroom.SMALL) {
            return true;
        }
        Headroom.Claim known = claim;
        if (known != null && !known.hasLapsed() && buffer.length != LONG) {
            return true;
        }
        release();
        claim = headroom.claim(buffer.length < LONG ? 3L * LONG : 3L * limit - buffer.length)
                .orElse(null);
        return claim != null;
    }

    /** The last line is not needed any more. */
    void release() {
        Headroom.Claim known = claim;
        if (known != null) {
            known.close();
            claim = null;
        }
    }

    /** Returns by how many bytes the content moved. */
    private int makeRoom() {
        if (end < buffer.length) {
            return 0;
        }
        int moved = start;
        byte[] target = start > buffer.length / 2 ? buffer : new byte[Math.min(buffer.length * 2, limit + USUAL)];
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
        return moved;
    }

    private void skipLine() throws IOException {
        start = 0;
        end = 0;
        buffer = new byte[USUAL];
        release();
        int count;
        while ((count = in.read(buffer, 0, buffer.length)) >= 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    start = i + 1;
                    end = count;
                    return;
                }
            }
        }
    }
}
