package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Requests to one MCP endpoint with the headers of its session; safe for use by several threads. */
final class McpEndpoint {
    private final Http http;
    private final URI uri;
    private final Optional<String> token;
    private volatile Map<String, String> sessionHeaders = Map.of();

    McpEndpoint(Http http, URI uri, Optional<String> token) {
        this.http = http;
        this.uri = uri;
        this.token = token;
    }

    URI uri() {
        return uri;
    }

    String complaint(String reason) {
        return uri + " does not answer as it should: " + reason;
    }

    /** Headers that every later request carries. */
    void session(Optional<String> id, String protocolVersion) {
        sessionHeaders = id.map(value -> Map.of("Mcp-Session-Id", value, "MCP-Protocol-Version", protocolVersion))
                .orElseGet(() -> Map.of("MCP-Protocol-Version", protocolVersion));
    }

    boolean hasSession() {
        return sessionHeaders.containsKey("Mcp-Session-Id");
    }

    HttpAnswer post(String message, Duration limit) throws IOException {
        return post(message, limit, sessionHeaders);
    }

    HttpAnswer post(String message, Duration limit, Map<String, String> headers) throws IOException {
        return http.send(authorized(new HttpRequest("POST", uri, headers, Optional.of(message), limit))
                .with("Content-Type", "application/json")
                .with("Accept", "application/json, text/event-stream"));
    }

    /** Opens the stream of messages that the server sends on its own; silence has no limit. */
    HttpAnswer listen(String lastEventId) throws IOException {
        HttpRequest request = prepared("GET", Optional.empty(), Duration.ZERO).with("Accept", "text/event-stream");
        return http.send(lastEventId.isEmpty() ? request : request.with("Last-Event-ID", lastEventId));
    }

    void end(Duration limit) throws IOException {
        http.send(prepared("DELETE", Optional.empty(), limit)).close();
    }

    private HttpRequest prepared(String method, Optional<String> body, Duration limit) {
        return authorized(new HttpRequest(method, uri, sessionHeaders, body, limit));
    }

    private HttpRequest authorized(HttpRequest request) {
        return token.isPresent() ? request.with("Authorization", "Bearer " + token.get()) : request;
    }
}
