package io.mcpctl.gateway.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** How a client is connected, for the audit trail. */
final class Transport {
    static final String HTTP = "streamable-http";
    static final String SSE = "sse";

    /** A program between the client and us may say what it is: the relay of standard streams, or a proxy. */
    private static final String HEADER = "X-Mcpctl-Transport";

    private static final Set<String> BETWEEN = Set.of("stdio", "mcplocal");

    private Transport() {}

    static String of(HttpServletRequest in) {
        String said = in.getHeader(HEADER);
        return said != null && BETWEEN.contains(said) ? said : HTTP;
    }
}
