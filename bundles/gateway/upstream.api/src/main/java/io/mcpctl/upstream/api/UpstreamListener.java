package io.mcpctl.upstream.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives what a server sends by itself. Called on the connection's reader thread: must not block for long. */
@ConsumerType
public interface UpstreamListener {
    /** A request of the server (sampling, elicitation, roots, ping); answered with {@link Upstream#send}. */
    void request(byte[] message);

    /** A notification of the server. Progress tokens are those the client chose. */
    void notification(byte[] message);

    /**
     * A request of the server that came with one of the client's.
     *
     * @param about id of that request, as the client chose it, in raw JSON; empty when the connection does not tell
     */
    default void request(byte[] message, byte[] about) {
        request(message);
    }

    /**
     * A notification that came with a request of the client.
     *
     * @param about id of that request, as the client chose it, in raw JSON; empty when the connection does not tell
     */
    default void notification(byte[] message, byte[] about) {
        notification(message);
    }

    /** The session ended, once; {@code reason} is for people and holds no secret. */
    void closed(String reason);
}
