package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. Not safe for concurrent use. */
final class EventReader {
    private static final String MESSAGE = "message";
    private static final byte[] NONE = new byte[0];

    private final LineReader lines;
    private final int limit;
    private String lastId;
    private int retryMillis = 1000;

    EventReader(InputStream in, int limit, Headroom headroom, String lastId) {
        this.lastId = lastId;
        this.lines = new LineReader(in, limit, headroom);
        this.limit = limit;
    }

    /** An event that has data. */
    record Event(String type, byte[] data) {}

    /** The data of the next message, or null at the end. Events of other types are skipped. */
    byte @Nullable [] next() throws IOException {
        Event event = event();
        while (event != null && !event.type().equals(MESSAGE)) {
            event = event();
        }
        return event == null ? null : event.data();
    }

    /** The next event that has data, or null at the end. */
    @Nullable
    Event event() throws IOException {
        lines.release();
        byte[] data = NONE;
        String type = MESSAGE;
        byte[] line;
        while ((line = lines.next()) != null) {
            if (line.length == 0) {
                if (data.length > 0) {
                    return new Event(type, data);
                }
                type = MESSAGE;
                continue;
            }
            int colon = colon(line);
            int value =
                    Math.min(line.length, colon + 1 < line.length && line[colon + 1] == ' ' ? colon + 2 : colon + 1);
            switch (new String(line, 0, colon, StandardCharsets.UTF_8)) {
                case "data" -> data = joined(data, line, value);
                case "event" -> type = text(line, value);
                case "id" -> lastId = text(line, value);
                case "retry" -> retryMillis = millis(text(line, value));
                default -> {} // comments and unknown fields mean nothing
            }
        }
        return null;
    }

    /** Nearly always an event has one line of data. */
    private byte[] joined(byte[] before, byte[] line, int from) throws IOException {
        if (before.length == 0) {
            return Arrays.copyOfRange(line, from, line.length);
        }
        if (before.length + line.length > limit) {
            throw LineReader.TooLong.ever();
        }
        byte[] all = Arrays.copyOf(before, before.length + 1 + line.length - from);
        all[before.length] = '\n';
        System.arraycopy(line, from, all, before.length + 1, line.length - from);
        return all;
    }

    /** The last event is not needed any more. */
    void release() {
        lines.release();
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
