package io.mcpctl.upstream.api;

import io.mcpctl.orchestrator.api.StdioChannel;
import java.net.URI;
import java.util.Map;

/** How to reach a server. */
public sealed interface UpstreamTarget {
    /** Name of the server, for messages and thread names. */
    String server();

    /** Newline-delimited JSON over the streams of a process; the upstream closes the channel. */
    record Stdio(String server, StdioChannel channel) implements UpstreamTarget {}

    /** MCP Streamable HTTP; {@code headers} are sent with each request and may hold secrets. */
    record Http(String server, URI url, Map<String, String> headers) implements UpstreamTarget {
        public Http {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Http[" + server + ", " + url.getHost() + "]";
        }
    }

    /**
     * The pair of addresses of revision 2024-11-05: {@code url} is that of the event stream, which names the other one.
     * {@code headers} are sent with each request and may hold secrets.
     */
    record Sse(String server, URI url, Map<String, String> headers) implements UpstreamTarget {
        public Sse {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Sse[" + server + ", " + url.getHost() + "]";
        }
    }
}
