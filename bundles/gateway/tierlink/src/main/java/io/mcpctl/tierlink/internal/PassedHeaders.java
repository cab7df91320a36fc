package io.mcpctl.tierlink.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/** Headers on their way between client and mcpd. */
final class PassedHeaders {
    /** Those between two neighbours, and those that the connection to mcpd sets by itself. */
    private static final Set<String> NEIGHBOURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "date",
            "server");
    /** The bearer is chosen; the rest concerns browsers, which speak to the proxy. */
    private static final Set<String> OURS =
            Set.of("authorization", "origin", "cookie", "referer", "user-agent", "x-request-id");

    private PassedHeaders() {}

    static void toMcpd(HttpServletRequest in, HttpRequest.Builder request) {
        for (String name : Collections.list(in.getHeaderNames())) {
            String small = name.toLowerCase(Locale.ROOT);
            if (!NEIGHBOURS.contains(small) && !OURS.contains(small)) {
                Collections.list(in.getHeaders(name)).forEach(value -> request.header(name, value));
            }
        }
    }

    static void toClient(HttpHeaders headers, HttpServletResponse out) {
        headers.map().forEach((name, values) -> {
            String small = name.toLowerCase(Locale.ROOT);
            if (!NEIGHBOURS.contains(small) && !small.startsWith("access-control-") && !values.isEmpty()) {
                out.setHeader(name, values.getFirst());
                values.stream().skip(1).forEach(value -> out.addHeader(name, value));
            }
        });
        headers.firstValueAsLong("content-length").ifPresent(out::setContentLengthLong);
    }
}
