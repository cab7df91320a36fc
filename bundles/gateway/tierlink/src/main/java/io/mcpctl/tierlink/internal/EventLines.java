package io.mcpctl.tierlink.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads an event stream of mcpd: one event after the other, comments left out. For one thread. */
final class EventLines {
    private static final int LONGEST = 4 << 20;

    private final BufferedReader lines;

    EventLines(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 16 * 1024);
    }

    record Event(String type, String data) {}

    /** The next event; empty at the end of the stream. */
    Optional<Event> next() throws IOException {
        String type = "";
        StringBuilder data = new StringBuilder();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty()) {
                if (!type.isEmpty() || !data.isEmpty()) {
                    return Optional.of(new Event(type, data.toString()));
                }
            } else if (text.startsWith("event:")) {
                type = text.substring(6).strip();
            } else if (text.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(text.substring(5).stripLeading());
            }
            if (data.length() > LONGEST) {
                throw new IOException("an event of mcpd is larger than 4 MiB");
            }
        }
        return Optional.empty();
    }

    private Optional<String> line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c == '\n') {
                return Optional.of(line.toString());
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > LONGEST) {
                throw new IOException("a line of mcpd is larger than 4 MiB");
            }
        }
        return Optional.empty();
    }
}
