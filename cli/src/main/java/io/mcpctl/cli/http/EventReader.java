package io.mcpctl.cli.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events from a stream, one at a time. */
public final class EventReader {
    private final InputStream in;
    private boolean skipLineFeed;

    public EventReader(InputStream in) {
        this.in = new BufferedInputStream(in, 8192);
    }

    /** One event; {@code id} is empty when the server gave none. */
    public record Event(String name, String data, String id) {}

    /** The next event with data, or empty at the end of the stream; an event cut off by the end is dropped. */
    public Optional<Event> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean hasData = false;
        String name = "message";
        String id = "";
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (hasData) {
                    return Optional.of(new Event(name, data.toString(), id));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
            switch (field) {
                case "data" -> {
                    if (hasData) {
                        data.append('\n');
                    }
                    data.append(value);
                    hasData = true;
                    if (data.length() > Http.MAX_ANSWER) {
                        throw new IOException(
                                "the server sent an event of more than " + Http.MAX_ANSWER + " characters");
                    }
                }
                case "event" -> name = value;
                case "id" -> id = value;
                default -> {
                    // Comments, retry and unknown fields mean nothing here.
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' && skipLineFeed) {
                skipLineFeed = false;
                continue;
            }
            skipLineFeed = b == '\r';
            if (b == '\n' || b == '\r') {
                return bytes.toString(StandardCharsets.UTF_8);
            }
            bytes.write(b);
            if (bytes.size() > Http.MAX_ANSWER) {
                throw new IOException("the server sent a line of more than " + Http.MAX_ANSWER + " bytes");
            }
        }
        return null;
    }
}
