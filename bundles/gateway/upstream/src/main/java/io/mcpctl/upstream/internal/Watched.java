package io.mcpctl.upstream.internal;

/** A connection whose limits the connector's watch looks after. */
interface Watched extends AutoCloseable {
    /** Looks after limits; whether requests are in flight. */
    boolean check();

    boolean isOpen();

    @Override
    void close();
}
