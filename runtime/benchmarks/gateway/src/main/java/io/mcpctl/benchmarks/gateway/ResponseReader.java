package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the bytes of one HTTP response after the other: plain, chunked or event stream. Of a body it keeps its length
 * and both ends, which is enough to see whether it is the answer, and costs nothing for large ones.
 */
final class ResponseReader {
    private static final int KEPT = 384;
    private static final byte[] ERROR = Echo.ascii("\"error\":");
    private static final byte[] FAILED_TOOL = Echo.ascii("\"isError\":true");

    private enum State {
        HEAD,
        PLAIN,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        DONE
    }

    private final byte[] line = new byte[16 << 10];
    private final byte[] first = new byte[KEPT];
    private final byte[] last = new byte[KEPT];
    private int lineLength;
    private int lastLength;
    private State state = State.HEAD;
    private String head = "";
    private long left;
    private long length;

    void reset() {
        state = State.HEAD;
        lineLength = 0;
        lastLength = 0;
        length = 0;
    }

    /** Takes what it needs; true when the response is complete. */
    boolean take(ByteBuffer in) throws IOException {
        while (state != State.DONE && in.hasRemaining()) {
            switch (state) {
                case HEAD -> head(in);
                case PLAIN -> body(in, State.DONE);
                case CHUNK -> body(in, State.CHUNK_END);
                case CHUNK_SIZE -> chunkSize(in);
                case CHUNK_END -> {
                    if (in.get() == '\n') {
                        state = State.CHUNK_SIZE;
                    }
                }
                case DONE -> {}
            }
        }
        return state == State.DONE;
    }

    private void head(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            add(in.get());
            if (lineLength >= 4
                    && line[lineLength - 1] == '\n'
                    && line[lineLength - 2] == '\r'
                    && line[lineLength - 3] == '\n') {
                head = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
                begin();
                return;
            }
        }
    }

    private void begin() {
        lineLength = 0;
        String size = header("content-length");
        if (!size.isEmpty()) {
            left = Long.parseLong(size);
            state = left == 0 ? State.DONE : State.PLAIN;
        } else {
            state = header("transfer-encoding").equalsIgnoreCase("chunked") ? State.CHUNK_SIZE : State.DONE;
        }
    }

    private void chunkSize(ByteBuffer in) throws IOException {
        byte b = in.get();
        if (b != '\n') {
            add(b);
            return;
        }
        String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1).strip();
        lineLength = 0;
        if (text.isEmpty()) {
            state = State.DONE; // the empty line after the last chunk
            return;
        }
        left = Long.parseLong(text, 16);
        state = left == 0 ? State.CHUNK_SIZE : State.CHUNK;
    }

    private void add(byte b) throws IOException {
        if (lineLength == line.length) {
            throw new IOException("the head of the response is longer than " + line.length + " bytes");
        }
        line[lineLength++] = b;
    }

    private void body(ByteBuffer in, State next) {
        int count = (int) Math.min(left, in.remaining());
        int at = in.position();
        if (length < KEPT) {
            int wanted = (int) Math.min(count, KEPT - length);
            in.get(at, first, (int) length, wanted);
        }
        int wanted = Math.min(count, KEPT);
        int keep = Math.min(lastLength, KEPT - wanted);
        System.arraycopy(last, lastLength - keep, last, 0, keep);
        in.get(at + count - wanted, last, keep, wanted);
        lastLength = keep + wanted;
        in.position(at + count);
        length += count;
        left -= count;
        if (left == 0) {
            state = next;
        }
    }

    int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** The value of a header, empty when it is absent. */
    String header(String name) {
        for (int at = head.indexOf("\r\n"); at >= 0; at = head.indexOf("\r\n", at + 2)) {
            int colon = at + 2 + name.length();
            if (head.regionMatches(true, at + 2, name, 0, name.length()) && head.charAt(colon) == ':') {
                return head.substring(colon + 1, head.indexOf("\r\n", colon)).strip();
            }
        }
        return "";
    }

    boolean closes() {
        return header("connection").equalsIgnoreCase("close");
    }

    /** Both ends of the body. */
    String body() {
        String begin = new String(first, 0, (int) Math.min(length, KEPT), StandardCharsets.ISO_8859_1);
        return length <= KEPT ? begin : begin + " ... " + new String(last, 0, lastLength, StandardCharsets.ISO_8859_1);
    }

    /** Whether it is the answer with this id and a text of at least this size. */
    boolean answers(byte[] id, int size) {
        int kept = (int) Math.min(length, KEPT);
        return length >= size
                && head.startsWith("200", 9)
                && (contains(first, kept, id) || contains(last, lastLength, id))
                && !failed(first, kept)
                && !failed(last, lastLength);
    }

    private static boolean failed(byte[] bytes, int length) {
        return contains(bytes, length, ERROR) || contains(bytes, length, FAILED_TOOL);
    }

    private static boolean contains(byte[] bytes, int length, byte[] wanted) {
        for (int i = 0; i + wanted.length <= length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
