package io.mcpctl.gateway.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of what comes to a client besides answers: notifications, and requests of servers, which the client answers with
 * {@link McpSession#send}. Called by one thread of the session, in order. What comes while 256 messages wait is lost, as
 * with a client that does not read its stream.
 */
@ConsumerType
public interface McpListener {
    /** Takes one JSON-RPC message. */
    void message(byte[] message);

    /** The session is over, whoever ended it; nothing follows. */
    default void closed() {}
}
