package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A server at mcpd for the stateless era. Each request looks for the bearer anew; the connections below are shared
 * anyway.
 */
final class RemoteStateless implements StatelessUpstream {
    private final Supplier<Way> ways;
    private volatile boolean closed;

    /** How one request gets there. */
    record Way(StatelessUpstream link, RemoteFaults faults) implements AutoCloseable {
        @Override
        public void close() {
            link.close();
        }
    }

    RemoteStateless(Supplier<Way> ways) {
        this.ways = ways;
    }

    @Override
    public byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        try (Way way = way()) {
            return way.faults().checked(() -> way.link()
                    .request(message, headers, limit.plus(RemoteSession.LATER), notifications));
        }
    }

    @Override
    public void send(byte[] notification) {
        try (Way way = way()) {
            way.link().send(notification);
        }
    }

    private Way way() {
        if (closed) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "this use of the server was closed");
        }
        return ways.get();
    }

    @Override
    public boolean passesHeaders() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
