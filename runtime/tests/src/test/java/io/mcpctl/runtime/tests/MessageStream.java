package io.mcpctl.runtime.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The messages of one answer, as they come. */
final class MessageStream implements AutoCloseable {
    private final BufferedReader lines;

    MessageStream(HttpResponse<InputStream> response) {
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Waits for the next one; empty at the end, also when the connection broke. */
    Optional<String> next() {
        try {
            String line;
            while ((line = lines.readLine()) != null) {
                String message = line.startsWith("data: ") ? line.substring(6) : line;
                if (message.startsWith("{")) {
                    return Optional.of(message);
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // cut off
        }
        return Optional.empty();
    }

    /** The last message. */
    String last() {
        String last = "";
        for (Optional<String> next = next(); next.isPresent(); next = next()) {
            last = next.get();
        }
        return last;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new AssertionError("a stream cannot be closed", e);
        }
    }
}
