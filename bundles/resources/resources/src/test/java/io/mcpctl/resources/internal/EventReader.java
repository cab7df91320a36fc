package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Reads server-sent events as they come. */
final class EventReader implements AutoCloseable {
    /** {@code END} is the event of a stream that is over. */
    record Event(String id, String type, JsonNode data) {
        String name() {
            return data.path("name").asText();
        }

        @Override
        public String toString() {
            return type + " " + name();
        }
    }

    private final InputStream in;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    EventReader(HttpResponse<InputStream> answer) {
        Assertions.assertEquals(200, answer.statusCode());
        Assertions.assertEquals(
                "text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
        this.in = answer.body();
        Thread.ofVirtual().name("test-events").start(this::read);
    }

    static EventReader watch(HttpBench http, String bearer, String path, String lastId) {
        var request = http.request(bearer, path + (path.contains("?") ? "&" : "?") + "watch=true");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        return new EventReader(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }

    private void read() {
        String id = "";
        String type = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, type, Json.MAPPER.readTree(line.substring(6))));
                }
            }
        } catch (IOException e) {
            // Closed by the test or by the server.
        }
        events.add(new Event("", "END", Json.MAPPER.createObjectNode()));
    }

    Event next() {
        try {
            Event event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event within 20 s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Events as {@code TYPE name}, up to and with one of this type. */
    List<String> until(String type) {
        List<String> words = new ArrayList<>();
        Event event;
        do {
            event = next();
            words.add(event.toString().strip());
        } while (!event.type().equals(type));
        return words;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
