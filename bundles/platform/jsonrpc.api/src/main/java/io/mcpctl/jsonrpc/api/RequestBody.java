package io.mcpctl.jsonrpc.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The body of a request: of a bounded size, at some pace, with memory claimed for a large one. The claim lasts until it is
 * closed.
 */
public final class RequestBody implements AutoCloseable {
    private static final int PORTION = 64 << 10;

    private final byte[] bytes;
    private final Optional<Headroom.Claim> claim;

    private RequestBody(byte[] bytes, Optional<Headroom.Claim> claim) {
        this.bytes = bytes;
        this.claim = claim;
    }

    /** It is not read; the sentence is for whoever sends it. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        /** Why. */
        public enum Reason {
            TOO_LARGE,
            TOO_SLOW,
            NO_MEMORY
        }

        private final Reason reason;

        Refused(Reason reason, String sentence) {
            super(sentence);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }

        /** Never null, other than {@link #getMessage()} by its type. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * How much is read, and what it takes.
     *
     * @param most bytes
     * @param copies how many times its size a large one takes in memory
     */
    public record Bounds(int most, int copies, Headroom headroom) {}

    /**
     * Reads it to its end.
     *
     * @param length as the head of the request says; negative when it does not
     * @throws Refused when it is too large, comes too slowly, or finds no memory
     * @throws IOException when it broke off
     */
    public static RequestBody read(InputStream in, long length, Bounds bounds) throws IOException {
        if (length > bounds.most()) {
            throw tooLarge(bounds);
        }
        InputStream paced = new PacedInput(in);
        if (length >= 0 && length <= Headroom.SMALL) {
            return new RequestBody(exactly((int) length, paced), Optional.empty());
        }
        byte[] begin = paced.readNBytes(Headroom.SMALL);
        return begin.length < Headroom.SMALL
                ? new RequestBody(begin, Optional.empty())
                : large(begin, paced, length < 0 ? bounds.most() : length, bounds);
    }

    private static RequestBody large(byte[] begin, InputStream in, long length, Bounds bounds) throws IOException {
        Headroom.Claim claim = bounds.headroom()
                .claim(bounds.copies() * length)
                .orElseThrow(() -> new Refused(
                        Refused.Reason.NO_MEMORY,
                        "there is no memory for a message this large now; try again in a few seconds"));
        try {
            byte[] rest = in.readNBytes(bounds.most() + 1 - begin.length);
            if (begin.length + rest.length > bounds.most()) {
                throw tooLarge(bounds);
            }
            return new RequestBody(Messages.join(begin, rest), Optional.of(claim));
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    /** What comes grows with what has come: a client that only promises much costs nothing. */
    private static byte[] exactly(int length, InputStream in) throws IOException {
        byte[] body = new byte[Math.min(length, PORTION)];
        int count = in.readNBytes(body, 0, body.length);
        while (count == body.length && count < length) {
            body = Arrays.copyOf(body, (int) Math.min(length, 2L * count));
            count += in.readNBytes(body, count, body.length - count);
        }
        return count == body.length ? body : Arrays.copyOf(body, count);
    }

    /** Reads what is left of a small body, so that a refusal leaves the connection usable; false when there is more. */
    public static boolean drain(InputStream in, long length, int most) throws IOException {
        return length <= most && new PacedInput(in).readNBytes(most + 1).length <= most;
    }

    private static Refused tooLarge(Bounds bounds) {
        return new Refused(Refused.Reason.TOO_LARGE, "the body is larger than " + (bounds.most() >> 20) + " MiB");
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        claim.ifPresent(Headroom.Claim::close);
    }
}
