package io.mcpctl.upstream.api;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A server that speaks revision 2026-07-28, in raw JSON-RPC messages. It has no session: requests of different callers
 * share it. Ids, progress tokens and subscription ids are replaced on the way out and put back on the way in, byte for
 * byte, so that callers cannot collide; nothing else of a message is changed. Safe for concurrent use.
 */
@ProviderType
public interface StatelessUpstream extends AutoCloseable {

    /**
     * Sends a request and waits for its answer; blocks the calling (virtual) thread. Interrupting the thread cancels the
     * request: over HTTP its stream is closed, over stdio the server gets {@code notifications/cancelled}.
     *
     * @param message a JSON-RPC request in UTF-8 with what the revision demands in {@code params._meta}
     * @param headers further HTTP headers of the client ({@code Mcp-Param-*}) to pass on; stdio has no use for them. Beside
     *     them {@code X-Request-Id} may name the request that caused this one, for a server that is another tier. The
     *     transport itself adds {@code MCP-Protocol-Version}, {@code Mcp-Method} and {@code Mcp-Name} from the message
     * @param limit at most this long without a sign of life: anything that arrives for the request restarts it. A
     *     {@code subscriptions/listen} has no limit once it is acknowledged
     * @param notifications gets what the server sends for this request ahead of the answer (progress, log messages, and
     *     everything of a {@code subscriptions/listen}), in order, on a thread of the connection; must not block for long
     * @return the response with the id of {@code message}; also when the server answered with a JSON-RPC error
     * @throws io.mcpctl.problem.api.ProblemException UPSTREAM when the connection ended (detail has the last error
     *     line), TIMEOUT, THROTTLED when too many requests are in flight, UNAVAILABLE when the thread was interrupted
     */
    byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications);

    /** Sends a notification; the ids in it must mean something to the server. */
    void send(byte[] notification);

    /**
     * Whether {@code headers} of a request reach the server, which then compares them with the message itself. Over stdio
     * they do not: whoever takes them from a client has to check them.
     */
    default boolean passesHeaders() {
        return false;
    }

    boolean isOpen();

    /** Ends the connection and fails what is in flight; idempotent. */
    @Override
    void close();
}
