package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One caller's use of a connection that it shares with others: closing it harms nobody else's. */
final class LocalStateless implements StatelessUpstream {
    private final StatelessUpstream shared;
    private volatile boolean closed;

    LocalStateless(StatelessUpstream shared) {
        this.shared = shared;
    }

    @Override
    public byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        checkOpen();
        return shared.request(message, headers, limit, notifications);
    }

    @Override
    public void send(byte[] notification) {
        checkOpen();
        shared.send(notification);
    }

    private void checkOpen() {
        if (closed) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "this use of the server was closed");
        }
    }

    @Override
    public boolean passesHeaders() {
        return shared.passesHeaders();
    }

    @Override
    public boolean isOpen() {
        return !closed && shared.isOpen();
    }

    @Override
    public void close() {
        closed = true;
    }
}
