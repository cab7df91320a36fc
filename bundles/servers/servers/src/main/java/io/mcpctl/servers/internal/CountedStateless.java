package io.mcpctl.servers.internal;

import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Counts the requests of a shared connection, and gives its place back when it is closed, exactly once. */
final class CountedStateless implements StatelessUpstream {
    private final StatelessUpstream upstream;
    private final Answered answered;
    private final Runnable released;
    private final AtomicBoolean done = new AtomicBoolean();

    CountedStateless(StatelessUpstream upstream, Answered answered, Runnable released) {
        this.upstream = upstream;
        this.answered = answered;
        this.released = released;
    }

    @Override
    public byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        // Whoever listens waits for news, not for an answer.
        return McpMessages.listens(message)
                ? upstream.request(message, headers, limit, notifications)
                : answered.timed(() -> upstream.request(message, headers, limit, notifications));
    }

    @Override
    public void send(byte[] notification) {
        upstream.send(notification);
    }

    @Override
    public boolean passesHeaders() {
        return upstream.passesHeaders();
    }

    @Override
    public boolean isOpen() {
        return upstream.isOpen();
    }

    @Override
    public void close() {
        try {
            upstream.close();
        } finally {
            if (done.compareAndSet(false, true)) {
                released.run();
            }
        }
    }
}
