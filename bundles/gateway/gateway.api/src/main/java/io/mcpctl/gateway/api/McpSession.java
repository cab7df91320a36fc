package io.mcpctl.gateway.api;

import org.osgi.annotation.versioning.ProviderType;

/** One MCP session, in raw JSON-RPC messages. Safe for concurrent use; requests may be in flight side by side. */
@ProviderType
public interface McpSession extends AutoCloseable {
    /**
     * Sends a request and waits for its answer; blocks the calling (virtual) thread, for the limits that clients over
     * HTTP have too: one minute without a sign of life, five for {@code tools/call}. Interrupting the thread cancels the
     * request.
     *
     * @param message a JSON-RPC request in UTF-8, at most 10 MiB
     * @return the response with the id of {@code message}, also when it is a JSON-RPC error
     * @throws io.mcpctl.problem.api.ProblemException INVALID for what is no request; NOT_FOUND when the session has
     *     ended, so that another has to be opened; CONFLICT when the request was cancelled by a notification
     */
    byte[] request(byte[] message);

    /**
     * Sends a notification, or the response to a request that came to the listener.
     *
     * @throws io.mcpctl.problem.api.ProblemException INVALID for what is neither; NOT_FOUND when the session has ended
     */
    void send(byte[] message);

    /** Ends the session and what it opened at servers; idempotent. */
    @Override
    void close();
}
