package io.mcpctl.gateway.internal.message;

import java.util.Optional;

/** Takes those messages for a client that go with no request. */
public interface Aside {
    /** Adds a message of a server; returns one that cannot be delivered any more. */
    Optional<byte[]> add(String server, byte[] message);

    /** Adds a notification unless the same one waits already. */
    void addOnce(byte[] message);

    /** Whether somebody listens now. */
    boolean isAwaited();

    /** How the client is connected. */
    default String transport() {
        return Transport.HTTP;
    }

    /** The session is over. */
    void close();
}
