package io.mcpctl.cli.http;

import java.io.IOException;

/** Sends requests; safe for use by several threads. */
public interface Http extends AutoCloseable {
    /** Bytes of a whole answer at most; streams are not limited by it. */
    int MAX_ANSWER = 64 * 1024 * 1024;

    /**
     * Sends a request and waits for the answer's head.
     *
     * @return the answer with its body still to be read; to be closed
     * @throws java.net.SocketTimeoutException when the limit of the request passed
     * @throws IOException when the server cannot be reached or does not speak HTTP
     */
    HttpAnswer send(HttpRequest request) throws IOException;

    /** Forgets connections that rest: the server may have been started again. */
    default void dropIdle() {}

    /** Ends idle connections. */
    @Override
    void close();

    /** The client for plain and for encrypted addresses; the latter is loaded at the first need. */
    static Http create() {
        return create(Network.DIRECT);
    }

    /** The same, by way of proxies and with more trusted certificates. */
    static Http create(Network network) {
        return new SchemeHttp(network);
    }
}
