package io.mcpctl.gateway.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An MCP client that shows the bytes it gets. */
public final class Client {
    public static final String ALL_CAPABILITIES =
            "{\"sampling\":{},\"elicitation\":{},\"roots\":{\"listChanged\":true}}";

    public final HttpClient http = HttpClient.newHttpClient();
    public final URI endpoint;
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    public String session = "";
    private String bearer = "";

    Client(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The same client with a bearer. */
    Client as(String name) {
        bearer = "Bearer good-" + name;
        return this;
    }

    public HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
        request.header("Accept", "application/json, text/event-stream");
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", bearer);
        }
        return request;
    }

    public HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return http.send(request().POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    public String initialize(String capabilities) throws IOException, InterruptedException {
        return initialize(capabilities, "2025-06-18");
    }

    public String initialize(String capabilities, String revision) throws IOException, InterruptedException {
        HttpResponse<String> response = post(hello(capabilities, revision));
        session = response.headers().firstValue("Mcp-Session-Id").orElse("");
        if (!session.isEmpty()) {
            post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        }
        return response.body();
    }

    public static String hello(String capabilities, String revision) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + revision + "\",\"capabilities\":" + capabilities
                + ",\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    }

    /** Sends a request whose answer is read line by line. */
    public EventLines open(HttpRequest.Builder request) {
        return new EventLines(http, request.build());
    }

    public String call(int id, String method, String params) throws IOException, InterruptedException {
        return post(message(id, method, params)).body();
    }

    public static String message(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Posts in the background; the data of each event, or the plain answer, arrives in {@link #events}. */
    Thread postStreaming(String body) {
        return Thread.ofVirtual()
                .start(() -> read(request().POST(BodyPublishers.ofString(body)).build()));
    }

    public Thread listen() {
        HttpRequest.Builder get = HttpRequest.newBuilder(endpoint)
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session);
        if (!bearer.isEmpty()) {
            get.header("Authorization", bearer);
        }
        return Thread.ofVirtual().start(() -> read(get.GET().build()));
    }

    private void read(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("data: ") || line.startsWith("{")) {
                    events.add(line.startsWith("{") ? line : line.substring(6));
                }
            }
        } catch (IOException e) {
            events.add("closed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String nextEvent() throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within 20 seconds");
        }
        return event;
    }

    public String eventWith(String part) throws InterruptedException {
        String event = nextEvent();
        while (!event.contains(part)) {
            event = nextEvent();
        }
        return event;
    }
}
