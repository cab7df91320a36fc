package io.mcpctl.upstream.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines with a limit for each. Not safe for concurrent use. */
final class LineReader {
    private final InputStream in;
    private final int limit;
    private byte[] buffer = new byte[8192];
    private int start;
    private int end;

    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** A line was longer than the limit; the reader stands behind it. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The next line without its terminator, or null at the end; an unterminated last line counts. */
    byte @Nullable [] next() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            from = end;
            if (end - start > limit) {
                skipLine();
                throw new TooLong();
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
            if (buffer.length > 1 << 20) {
                buffer = new byte[8192]; // one giant line must not keep its memory for ever
            }
        }
        return line;
    }

    /** Returns by how many bytes the content moved. */
    private int makeRoom() {
        if (end < buffer.length) {
            return 0;
        }
        int moved = start;
        byte[] target = start > buffer.length / 2 ? buffer : new byte[buffer.length * 2];
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
        return moved;
    }

    private void skipLine() throws IOException {
        start = 0;
        end = 0;
        buffer = new byte[8192];
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
