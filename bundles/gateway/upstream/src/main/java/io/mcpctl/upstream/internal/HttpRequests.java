package io.mcpctl.upstream.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The heads of the requests to one server, made again only when the session or its revision changes. */
final class HttpRequests {
    /** Header that names the request of a client that caused this one. */
    static final String CAUSE = "X-Request-Id";

    private static final Set<String> RESERVED =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "accept");

    private final String path;
    private final String fixed;
    private volatile String agreed = "";
    private volatile byte[] post;

    HttpRequests(String server, URI url, Map<String, String> headers) {
        String raw = url.getRawPath();
        this.path =
                (raw == null || raw.isEmpty() ? "/" : raw) + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        StringBuilder lines =
                new StringBuilder("Host: " + HttpAddress.of(url).authority() + "\r\nUser-Agent: mcpctl\r\n");
        headers.forEach((name, value) -> {
            if (!isName(name) || !isValue(value) || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        "header \"" + name + "\" of server \"" + server
                                + "\" cannot be sent; remove it or the control characters in its value");
            }
            lines.append(name).append(": ").append(value).append("\r\n");
        });
        this.fixed = lines.toString();
        this.post = makePost();
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** Whether a text can be the value of a header. */
    static boolean isValue(String text) {
        return text.chars().allMatch(c -> (c >= ' ' || c == '\t') && c != 127);
    }

    /** Sets what later requests say about the session; empty texts and such that no header can carry are left out. */
    void agree(String session, String revision) {
        agreed = line("Mcp-Session-Id", session) + line("MCP-Protocol-Version", revision);
        post = makePost();
    }

    /** A header line; empty for values that no header can carry. */
    static String line(String name, String value) {
        return value.isEmpty() || !isValue(value) ? "" : name + ": " + value + "\r\n";
    }

    /** Head of a POST up to the place of the body's length. */
    byte[] post() {
        return post;
    }

    private byte[] makePost() {
        return post("");
    }

    /** Head of a POST with further header lines, up to the place of the body's length. */
    byte[] post(String lines) {
        return bytes(
                "POST",
                "application/json, text/event-stream",
                lines + "Content-Type: application/json\r\nContent-Length: ");
    }

    /** A whole GET of events, those after {@code lastId} when it is not empty. */
    byte[] events(String lastId) {
        return bytes("GET", "text/event-stream", line("Last-Event-ID", lastId) + "\r\n");
    }

    /** A whole DELETE of the session. */
    byte[] delete() {
        return bytes("DELETE", "application/json", "\r\n");
    }

    private byte[] bytes(String method, String accept, String rest) {
        String head = method + " " + path + " HTTP/1.1\r\n" + fixed + "Accept: " + accept + "\r\n" + agreed + rest;
        return head.getBytes(StandardCharsets.UTF_8);
    }
}
