package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Requests to one MCP endpoint with the headers of its session; safe for use by several threads. */
final class McpEndpoint {
    /** The gateway says something every 20 s. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Http http;
    private final Supplier<Way> find;
    private final Map<String, String> always;
    private volatile Way way;
    private volatile Map<String, String> sessionHeaders = Map.of();

    /** @param find the way as it is now: a daemon that was started again has another bearer, maybe another address */
    McpEndpoint(Http http, Supplier<Way> find) {
        this(http, find, Map.of());
    }

    /** @param always headers of every request */
    McpEndpoint(Http http, Supplier<Way> find, Map<String, String> always) {
        this.http = http;
        this.find = find;
        this.always = Map.copyOf(always);
        this.way = find.get();
    }

    URI uri() {
        return way.uri();
    }

    /** Looks for the way again; whether it is another one. Connections of the old one are not used any more. */
    boolean refresh() {
        Way now = find.get();
        boolean other = !now.equals(way);
        way = now;
        http.dropIdle();
        return other;
    }

    /** Headers that every later request carries. */
    void session(Optional<String> id, String protocolVersion) {
        sessionHeaders = id.map(value -> Map.of("Mcp-Session-Id", value, "MCP-Protocol-Version", protocolVersion))
                .orElseGet(() -> Map.of("MCP-Protocol-Version", protocolVersion));
    }

    boolean hasSession() {
        return sessionHeaders.containsKey("Mcp-Session-Id");
    }

    /** Whether the endpoint is there and may be used. */
    HttpAnswer probe(Duration limit) throws IOException {
        return http.send(prepared("HEAD", Optional.empty(), limit, Map.of()));
    }

    HttpAnswer post(String message, Duration limit) throws IOException {
        return post(message, limit, sessionHeaders);
    }

    HttpAnswer post(String message, Duration limit, Map<String, String> headers) throws IOException {
        return http.send(prepared("POST", Optional.of(message), limit, headers)
                .with("Content-Type", "application/json")
                .with("Accept", "application/json, text/event-stream"));
    }

    /** Opens the stream of messages that the server sends on its own. */
    HttpAnswer listen(String lastEventId) throws IOException {
        HttpRequest request =
                prepared("GET", Optional.empty(), SILENCE, sessionHeaders).with("Accept", "text/event-stream");
        return http.send(lastEventId.isEmpty() ? request : request.with("Last-Event-ID", lastEventId));
    }

    void end(Duration limit) throws IOException {
        http.send(prepared("DELETE", Optional.empty(), limit, sessionHeaders)).close();
    }

    private HttpRequest prepared(String method, Optional<String> body, Duration limit, Map<String, String> headers) {
        Way now = way;
        HttpRequest request = new HttpRequest(method, now.uri(), headers, body, limit);
        for (Map.Entry<String, String> header : always.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return now.token().isPresent()
                ? request.with("Authorization", "Bearer " + now.token().get())
                : request;
    }
}
