package io.mcpctl.cli.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is still on the wire.
 *
 * @param headers by lower-case name
 */
public record HttpAnswer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean eventStream() {
        return header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    /** The whole body as text. */
    public String text() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (bytes.size() + n > Http.MAX_ANSWER) {
                throw new IOException("the answer is larger than " + Http.MAX_ANSWER + " bytes");
            }
            bytes.write(buffer, 0, n);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
