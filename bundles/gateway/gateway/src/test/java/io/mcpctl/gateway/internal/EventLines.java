package io.mcpctl.gateway.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An event stream, line by line, that can be broken off. */
public final class EventLines implements AutoCloseable {
    public static final String END = "<end>";

    final HttpResponse<InputStream> response;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    EventLines(HttpClient http, HttpRequest request) {
        try {
            response = http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            lines.add(END);
        } catch (IOException e) {
            lines.add("closed: " + e.getMessage());
        }
    }

    public String next() throws InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no line within 20 seconds");
        }
        return line;
    }

    /** The next line that begins so, without its beginning. */
    public String next(String beginning) throws InterruptedException {
        String line = next();
        while (!line.startsWith(beginning)) {
            if (line.equals(END)) {
                throw new AssertionError("the stream ended before a line with '" + beginning + "'");
            }
            line = next();
        }
        return line.substring(beginning.length());
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
