package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The body of one answer. It ends where the answer ends; the connection is left as it is then. */
final class HttpBody extends InputStream {
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_TRAILER = 64 << 10;
    private static final int LONG = 4 << 20;

    private final HttpConnection connection;
    private final HttpHead head;
    private long left;
    private boolean inChunk;
    private boolean done;

    HttpBody(HttpConnection connection, HttpHead head) {
        this.connection = connection;
        this.head = head;
        this.left = head.chunked() ? 0 : head.length() < 0 ? Long.MAX_VALUE : head.length();
        this.done = left == 0 && !head.chunked();
    }

    HttpHead head() {
        return head;
    }

    HttpConnection connection() {
        return connection;
    }

    /** Whether it was read to its end and the connection may serve another request. */
    boolean leavesReusable() {
        return done && head.reusable();
    }

    /** What it says, unpacked if it came compressed; the connection's own stream otherwise. */
    InputStream content() throws IOException {
        return switch (head.encoding().toLowerCase(Locale.ROOT)) {
            case "" -> this;
            case "gzip", "x-gzip" -> new GZIPInputStream(this);
            default ->
                throw new IOException("the answer is compressed as " + head.encoding() + ", which nobody asked for");
        };
    }

    /** All of the content, at most {@code limit} bytes. */
    byte[] all(int limit, Headroom headroom) throws IOException {
        if (head.length() > limit) {
            throw LineReader.TooLong.ever();
        }
        if (head.length() >= 0
                && head.length() <= Headroom.SMALL
                && head.encoding().isEmpty()) {
            return exactly((int) head.length());
        }
        return large(limit, headroom);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        if (readNBytes(bytes, 0, length) < length) {
            throw broken();
        }
        return bytes;
    }

    /** What is large, or may be; a server that promises much and sends little gets little memory. */
    private byte[] large(int limit, Headroom headroom) throws IOException {
        InputStream in = content();
        byte[] bytes = in.readNBytes(Headroom.SMALL);
        int count = bytes.length;
        if (count == Headroom.SMALL) {
            bytes = more(in, bytes, Math.min(limit, LONG), headroom);
            count = bytes.length;
        }
        if (count == LONG) {
            long most = head.length() >= 0 && head.encoding().isEmpty() ? head.length() : limit + 1L;
            bytes = more(in, bytes, (int) most, headroom);
            count = bytes.length;
        }
        boolean unpacked = !head.encoding().isEmpty();
        if (count > limit || (unpacked && !done && skip(MAX_TRAILER) == MAX_TRAILER)) {
            throw LineReader.TooLong.ever();
        }
        if (head.length() >= 0 && !unpacked && !done) {
            throw broken();
        }
        return bytes;
    }

    /** Reads on until the end or until there are so many bytes, with memory that was granted for that. */
    private static byte[] more(InputStream in, byte[] begin, int most, Headroom headroom) throws IOException {
        Headroom.Claim claim = headroom.claim(3L * most).orElseThrow(LineReader.TooLong::forNow);
        try {
            byte[] bytes = begin;
            int count = bytes.length;
            while (count == bytes.length && count < most) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, most));
                count += in.readNBytes(bytes, count, bytes.length - count);
            }
            return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        } finally {
            claim.close();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0 && !done) {
            nextChunk();
        }
        if (done) {
            return -1;
        }
        int count = connection.read(target, offset, (int) Math.min(left, length));
        if (count < 0) {
            if (head.chunked() || head.length() >= 0) {
                throw broken();
            }
            done = true;
            return -1;
        }
        left -= count;
        if (left == 0 && !head.chunked()) {
            done = true;
        }
        return count;
    }

    private static IOException broken() {
        return new IOException("the connection was closed within the answer");
    }

    private void nextChunk() throws IOException {
        if (inChunk) {
            line();
        }
        String size = line();
        int stop = size.indexOf(';');
        try {
            left = Long.parseLong((stop < 0 ? size : size.substring(0, stop)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("the answer is not chunked as it says", e);
        }
        inChunk = true;
        if (left == 0) {
            int trailer = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                trailer += line.length();
                if (trailer > MAX_TRAILER) {
                    throw new IOException("the trailer of the answer is larger than 64 KiB");
                }
            }
            done = true;
        }
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder(16);
        for (int b = connection.read(); b != '\n'; b = connection.read()) {
            if (b < 0 || text.length() > 4096) {
                throw broken();
            }
            if (b != '\r') {
                text.append((char) b);
            }
        }
        return text.toString();
    }

    /** Ends it if that needs no waiting: the last chunk is often there with the data before it. */
    boolean endsHere() {
        if (!done && left == 0 && inChunk) {
            done = connection.takes(LAST_CHUNK);
        }
        return done;
    }
}
