package io.mcpctl.runtime.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a server says by itself, read as it comes. */
final class RawEvents implements AutoCloseable {
    private final InputStream body;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RawEvents(InputStream body) {
        this.body = body;
        Thread.ofVirtual().name("raw-events").start(this::read);
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("the stream ended: " + e.getMessage());
        }
    }

    /** Waits for a message with both words. */
    void await(String word, String other, Duration limit) {
        Wait.until(
                word + " " + other,
                limit,
                () -> lines.stream().anyMatch(line -> line.contains(word) && line.contains(other)),
                lines::toString);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError("the stream of events cannot be closed", e);
        }
    }
}
