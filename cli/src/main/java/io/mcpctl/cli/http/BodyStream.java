package io.mcpctl.cli.http;

import java.io.IOException;
import java.io.InputStream;

/** A body that gives its connection back at its end, and gives it up when closed before. */
final class BodyStream extends InputStream {
    private final Connection connection;
    private final InputStream body;
    private final boolean keep;
    private final AnswerReader.Release release;
    private boolean released;

    BodyStream(Connection connection, InputStream body, boolean keep, AnswerReader.Release release) {
        this.connection = connection;
        this.body = body;
        this.keep = keep;
        this.release = release;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (released) {
            return -1;
        }
        int n = body.read(buffer, offset, length);
        if (n < 0) {
            finish(keep);
        }
        return n;
    }

    @Override
    public void close() {
        finish(false);
    }

    private synchronized void finish(boolean reusable) {
        if (!released) {
            released = true;
            release.release(connection, reusable);
        }
    }
}
