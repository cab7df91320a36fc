package io.mcpctl.gateway.internal;

/** The way back to the client for one of its requests. */
interface ClientReply extends Outlet {
    /** Sends the answer. A client that has gone away is no error. */
    void finish(byte[] answer);

    /** Ends without an answer: the client cancelled the request and expects none. */
    void finishSilently();
}
