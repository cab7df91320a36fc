package io.mcpctl.gateway.internal.message;

/** The way back to the client for one of its requests. */
public interface ClientReply extends Outlet {
    /** Sends the answer. A client that has gone away is no error. */
    void finish(byte[] answer);

    /** Ends without an answer: the client cancelled the request and expects none. */
    void finishSilently();
}
