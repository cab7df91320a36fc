package io.mcpctl.cli.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A body that is shown when it was read to its end. What is too long to be kept is only counted. */
final class TracedBody extends InputStream {
    private static final int MOST = 1 << 20;

    private final InputStream body;
    private final Consumer<String> show;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private long length;
    private boolean told;

    TracedBody(InputStream body, Consumer<String> show) {
        this.body = body;
        this.show = show;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int n = body.read(buffer, offset, count);
        if (n < 0) {
            tell();
            return n;
        }
        length += n;
        if (length <= MOST) {
            seen.write(buffer, offset, n);
        }
        return n;
    }

    private void tell() {
        if (!told && length > 0) {
            show.accept(length <= MOST ? seen.toString(StandardCharsets.UTF_8) : "(" + length + " bytes)");
        }
        told = true;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
