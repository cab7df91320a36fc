package io.mcpctl.upstream.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The body of one answer. It ends where the answer ends; the connection is left as it is then. */
final class HttpBody extends InputStream {
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_TRAILER = 64 << 10;

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
    byte[] all(int limit) throws IOException {
        if (!head.encoding().isEmpty() && !done) {
            byte[] unpacked = content().readNBytes(limit + 1);
            if (unpacked.length > limit || skip(MAX_TRAILER) == MAX_TRAILER) {
                throw new LineReader.TooLong();
            }
            return unpacked;
        }
        if (head.length() > limit) {
            throw new LineReader.TooLong();
        }
        byte[] bytes = head.length() >= 0 ? new byte[(int) head.length()] : readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new LineReader.TooLong();
        }
        if (head.length() >= 0 && readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw broken();
        }
        return bytes;
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
