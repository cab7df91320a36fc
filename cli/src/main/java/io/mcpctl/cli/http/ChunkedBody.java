package io.mcpctl.cli.http;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks; it ends with the chunk of length zero and nowhere else. */
final class ChunkedBody extends InputStream {
    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new IOException("the answer ended within a chunk");
        }
        left -= n;
        return n;
    }

    private void nextChunk() throws IOException {
        if (!first && !AnswerReader.line(in).isEmpty()) {
            throw new IOException("a chunk of the answer has the wrong length");
        }
        first = false;
        String line = AnswerReader.line(in);
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).trim();
        try {
            left = Long.parseUnsignedLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the server sent a chunk of the length \"" + size + "\"", e);
        }
        if (left < 0) {
            throw new IOException("the server sent a chunk of the length \"" + size + "\"");
        }
        if (left == 0) {
            ended = true;
            String trailer = AnswerReader.line(in);
            while (!trailer.isEmpty()) {
                trailer = AnswerReader.line(in);
            }
        }
    }
}
