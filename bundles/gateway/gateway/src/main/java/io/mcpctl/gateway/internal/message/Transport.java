package io.mcpctl.gateway.internal.message;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** How a client is connected, for the audit trail. */
public final class Transport {
    public static final String HTTP = "streamable-http";
    public static final String SSE = "sse";

    /** A program between the client and us may say what it is: the relay of standard streams, or a proxy. */
    private static final String HEADER = "X-Mcpctl-Transport";

    private static final String PROXY = "mcplocal";

    private static final Set<String> BETWEEN = Set.of("stdio", PROXY);

    private Transport() {}

    /** Whether a proxy says that it asks for its client. */
    static boolean isTier(HttpServletRequest in) {
        return PROXY.equals(in.getHeader(HEADER));
    }

    public static String of(HttpServletRequest in) {
        String said = in.getHeader(HEADER);
        return said != null && BETWEEN.contains(said) ? said : HTTP;
    }
}
