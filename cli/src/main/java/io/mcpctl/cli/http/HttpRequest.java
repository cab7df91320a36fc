package io.mcpctl.cli.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param file whose content is the body, in place of a text
 * @param limit for the answer's head; for the body it is the longest silence
 */
public record HttpRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body,
        Optional<Path> file,
        Duration limit) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** Without a file. */
    public HttpRequest(String method, URI uri, Map<String, String> headers, Optional<String> body, Duration limit) {
        this(method, uri, headers, body, Optional.empty(), limit);
    }

    public static HttpRequest get(URI uri, Duration limit) {
        return new HttpRequest("GET", uri, Map.of(), Optional.empty(), limit);
    }

    public HttpRequest with(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the value of the header " + name + " has a line break");
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, uri, more, body, file, limit);
    }

    boolean hasBody() {
        return body.isPresent() || file.isPresent();
    }

    byte[] bodyBytes() throws IOException {
        return file.isPresent() ? Files.readAllBytes(file.get()) : text();
    }

    private byte[] text() {
        return body.orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it may be sent twice without harm. */
    boolean repeatable() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
