package io.mcpctl.cli.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of limited length. */
final class LineReader {
    private final InputStream in;
    private final int most;

    LineReader(InputStream in, int most) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.most = most;
    }

    /** A line; {@code tooLong} when it was thrown away because of its length. */
    record Line(String text, boolean tooLong) {}

    /** The next line without its end, or empty at the end of input. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() >= most) {
                tooLong = true;
                bytes.reset();
            }
            if (!tooLong) {
                bytes.write(b);
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return Optional.of(new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, tooLong));
    }
}
