package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One caller's use of a stateless server: each request goes to a connection that is shared with others. */
final class StatelessHandle implements StatelessUpstream {
    private final Supplier<Lease> leases;
    private final boolean passesHeaders;
    private volatile boolean closed;

    /** {@code passesHeaders} as the transport of the server does. */
    StatelessHandle(Supplier<Lease> leases, boolean passesHeaders) {
        this.leases = leases;
        this.passesHeaders = passesHeaders;
    }

    @Override
    public boolean passesHeaders() {
        return passesHeaders;
    }

    /** A connection for one request. */
    record Lease(StatelessUpstream connection, SharedStateless shared) implements AutoCloseable {
        @Override
        public void close() {
            shared.release();
        }
    }

    @Override
    public byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        try (Lease lease = lease()) {
            return lease.connection().request(message, headers, limit, notifications);
        }
    }

    @Override
    public void send(byte[] notification) {
        try (Lease lease = lease()) {
            lease.connection().send(notification);
        }
    }

    private Lease lease() {
        if (closed) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "this use of the server was closed");
        }
        return leases.get();
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
