package io.mcpctl.upstream.internal;

/** Carries messages to the server; what comes back goes to {@link Calls#receive}. */
interface Transport {
    /** Starts sending a request; its answer arrives later. Throws ProblemException UPSTREAM when it cannot be sent. */
    void sendRequest(Call call, byte[] message);

    /** Sends a notification or a response. */
    void send(byte[] message);

    /** Lets go of a request whose caller no longer waits. */
    void abandon(Call call);

    /** Ends the connection; idempotent. */
    void close();
}
