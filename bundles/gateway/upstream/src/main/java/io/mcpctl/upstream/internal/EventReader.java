package io.mcpctl.upstream.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. Not safe for concurrent use. */
final class EventReader {
    private final LineReader lines;
    private final int limit;
    private String lastId;
    private int retryMillis = 1000;

    EventReader(InputStream in, int limit) {
        this(in, limit, "");
    }

    EventReader(InputStream in, int limit, String lastId) {
        this.lastId = lastId;
        this.lines = new LineReader(in, limit);
        this.limit = limit;
    }

    /** The data of the next event that has any, or null at the end. Events of other types than messages are skipped. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean message = true;
        byte[] line;
        while ((line = lines.next()) != null) {
            if (line.length == 0) {
                if (data.size() > 0 && message) {
                    return data.toByteArray();
                }
                data.reset();
                message = true;
                continue;
            }
            int colon = colon(line);
            int value =
                    Math.min(line.length, colon + 1 < line.length && line[colon + 1] == ' ' ? colon + 2 : colon + 1);
            switch (new String(line, 0, colon, StandardCharsets.UTF_8)) {
                case "data" -> add(data, line, value);
                case "event" -> message = text(line, value).equals("message");
                case "id" -> lastId = text(line, value);
                case "retry" -> retryMillis = millis(text(line, value));
                default -> {} // comments and unknown fields mean nothing
            }
        }
        return null;
    }

    private void add(ByteArrayOutputStream data, byte[] line, int from) throws IOException {
        if (data.size() + line.length > limit) {
            throw new LineReader.TooLong();
        }
        if (data.size() > 0) {
            data.write('\n');
        }
        data.write(line, from, line.length - from);
    }

    private static int colon(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == ':') {
                return i;
            }
        }
        return line.length;
    }

    private static String text(byte[] line, int from) {
        return new String(Arrays.copyOfRange(line, from, line.length), StandardCharsets.UTF_8);
    }

    private int millis(String text) {
        try {
            return Math.clamp(Long.parseLong(text), 10, 30_000);
        } catch (NumberFormatException e) {
            return retryMillis; // the event-stream rules say: ignore what is no number
        }
    }

    /** The id to resume after; empty when the server gave none. */
    String lastId() {
        return lastId;
    }

    /** How long to wait before resuming, in milliseconds. */
    int retryMillis() {
        return retryMillis;
    }
}
