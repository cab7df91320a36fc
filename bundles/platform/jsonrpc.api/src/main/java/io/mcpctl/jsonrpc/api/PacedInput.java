package io.mcpctl.jsonrpc.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A body that must keep up some speed: each byte alone satisfies the limit for silence, and could take days. */
final class PacedInput extends FilterInputStream {
    private static final long BYTES_PER_SECOND = 1024;

    private final long graceNanos;
    private final long begin = System.nanoTime();
    private long count;

    PacedInput(InputStream in) {
        this(in, Duration.ofSeconds(20));
    }

    PacedInput(InputStream in, Duration grace) {
        super(in);
        this.graceNanos = grace.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count += Math.max(0, read);
        long took = System.nanoTime() - begin;
        if (took > graceNanos && read >= 0) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(took);
            if (count < seconds * BYTES_PER_SECOND) {
                throw new RequestBody.Refused(
                        RequestBody.Refused.Reason.TOO_SLOW,
                        "the body comes too slowly: " + count + " bytes in " + seconds + " s, at least "
                                + BYTES_PER_SECOND + " bytes a second are needed");
            }
        }
        return read;
    }
}
