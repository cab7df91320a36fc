package io.mcpctl.upstream.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One MCP session with one server: raw JSON-RPC in, raw JSON-RPC out. It has an id space of its own: ids of requests
 * are replaced on the way out, and answers come back with the id the caller used, byte for byte. Nothing else is
 * changed. Safe for concurrent use. The first request must be {@code initialize}; the transport takes session id and
 * protocol revision from its answer.
 */
@ProviderType
public interface Upstream extends AutoCloseable {

    /**
     * Sends a request and waits for its answer; blocks the calling (virtual) thread.
     *
     * @param message a JSON-RPC request in UTF-8 without line breaks outside strings
     * @param limit at most this long; restarted by progress for the request. On expiry the server gets
     *     {@code notifications/cancelled} and TIMEOUT is thrown
     * @return the response message with the id of {@code message}
     * @throws io.mcpctl.problem.api.ProblemException UPSTREAM when the connection ended (detail has the last error
     *     line), NOT_FOUND when the server no longer knows the session, so that it has not seen the request and another
     *     session can repeat it, TIMEOUT; interruption of the thread cancels the request at the server and throws UNAVAILABLE
     */
    default byte[] request(byte[] message, Duration limit) {
        return request(message, limit, "");
    }

    /**
     * As above.
     *
     * @param correlation what the request of a client that caused this one is called in audit events and log lines; empty
     *     when no client did. Only a server that is another tier is told ({@link UpstreamTarget.Http#tier})
     */
    byte[] request(byte[] message, Duration limit, String correlation);

    /** Sends a notification, or the response to a request of the server (its id as received). */
    void send(byte[] message);

    /**
     * Cancels a request in flight: sends {@code notifications/cancelled} with the id the server knows. The waiting
     * {@link #request} throws UNAVAILABLE. Unknown or finished ids are ignored.
     *
     * @param id the caller's id as raw JSON, for instance {@code 7} or {@code "a"}
     * @param cancelled the client's notification, of which {@code params.requestId} is replaced
     */
    void cancel(byte[] id, byte[] cancelled);

    boolean isOpen();

    /**
     * Whether the server keeps a session, once {@code initialize} was answered. One over HTTP that gave it no id does not:
     * it cannot ask its client anything and sends nothing by itself.
     */
    default boolean isKept() {
        return true;
    }

    /** Ends the session; idempotent, waits at most five seconds. */
    @Override
    void close();
}
