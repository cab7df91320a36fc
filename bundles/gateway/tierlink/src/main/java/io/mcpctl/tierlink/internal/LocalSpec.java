package io.mcpctl.tierlink.internal;

import io.mcpctl.basics.net.Authorities;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * An MCP server that only this proxy knows.
 *
 * @param command program and arguments for {@code stdio}, else empty
 * @param url address for the other transports
 * @param authority who vouches for its certificate, if not an authority of the JDK
 */
record LocalSpec(
        String name,
        Kind transport,
        List<String> command,
        Map<String, String> env,
        Optional<URI> url,
        Map<String, String> headers,
        Optional<Authorities> authority) {

    LocalSpec {
        command = List.copyOf(command);
        env = Map.copyOf(env);
        headers = Map.copyOf(headers);
    }

    Optional<SSLContext> trust() {
        return authority.map(Authorities::context);
    }

    /** Transports, as people write them. */
    enum Kind {
        STDIO("stdio"),
        SSE("sse"),
        STREAMABLE_HTTP("streamable-http");

        static final String ALL = "stdio, sse, streamable-http";

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Also as the control plane writes them. */
        static Optional<Kind> of(String text) {
            for (Kind kind : values()) {
                if (kind.word.equalsIgnoreCase(text) || kind.name().equalsIgnoreCase(text)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "LocalSpec[" + name + ", " + transport.word + ", env=" + env.keySet() + "]";
    }
}
