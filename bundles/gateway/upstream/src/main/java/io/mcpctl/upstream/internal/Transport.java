package io.mcpctl.upstream.internal;

/** Carries messages to the server; what comes back goes to {@link Calls#receive}. */
interface Transport {
    /** Begins to read what comes by itself; called once. */
    default void start() {}

    /** Sends a request and waits until the call is done or its thread, which is the caller's, is interrupted. */
    void exchange(Call call, byte[] message);

    /** Sends a notification or a response. */
    void send(byte[] message);

    /** Looks after limits; called a few times a second. */
    void check();

    /** Whether the server keeps a session. */
    default boolean isKept() {
        return true;
    }

    /** Ends the connection; idempotent. */
    void close();
}
