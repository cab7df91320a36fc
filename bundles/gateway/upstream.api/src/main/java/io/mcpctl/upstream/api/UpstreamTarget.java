package io.mcpctl.upstream.api;

import io.mcpctl.orchestrator.api.StdioChannel;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How to reach a server. */
public sealed interface UpstreamTarget {
    /** Name of the server, for messages and thread names. */
    String server();

    /** Newline-delimited JSON over the streams of a process; the upstream closes the channel. */
    record Stdio(String server, StdioChannel channel) implements UpstreamTarget {}

    /**
     * MCP Streamable HTTP.
     *
     * @param headers are sent with each request and may hold secrets
     * @param trust whom to trust that the server is who it says; the JDK's authorities when absent
     * @param tier whether the server is another tier of this product, which is told what caused a request
     */
    record Http(String server, URI url, Map<String, String> headers, Optional<SSLContext> trust, boolean tier)
            implements UpstreamTarget {
        public Http {
            headers = Map.copyOf(headers);
        }

        /** A server like any other. */
        public Http(String server, URI url, Map<String, String> headers) {
            this(server, url, headers, Optional.empty(), false);
        }

        @Override
        public String toString() {
            return "Http[" + server + ", " + url.getHost() + "]";
        }
    }

    /**
     * The pair of addresses of revision 2024-11-05: {@code url} is that of the event stream, which names the other one.
     *
     * @param headers are sent with each request and may hold secrets
     * @param trust whom to trust that the server is who it says; the JDK's authorities when absent
     */
    record Sse(String server, URI url, Map<String, String> headers, Optional<SSLContext> trust)
            implements UpstreamTarget {
        public Sse {
            headers = Map.copyOf(headers);
        }

        /** With the JDK's authorities. */
        public Sse(String server, URI url, Map<String, String> headers) {
            this(server, url, headers, Optional.empty());
        }

        @Override
        public String toString() {
            return "Sse[" + server + ", " + url.getHost() + "]";
        }
    }
}
