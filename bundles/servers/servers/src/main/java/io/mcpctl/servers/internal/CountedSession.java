package io.mcpctl.servers.internal;

import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the requests of a session, and gives its place back when it ends, whichever side ends it, exactly once. */
final class CountedSession implements UpstreamListener {
    private final UpstreamListener listener;
    private final Answered answered;
    private final Runnable released;
    private final AtomicBoolean done = new AtomicBoolean();

    CountedSession(UpstreamListener listener, Answered answered, Runnable released) {
        this.listener = listener;
        this.answered = answered;
        this.released = released;
    }

    Upstream over(Upstream upstream) {
        return new Upstream() {
            @Override
            public byte[] request(byte[] message, Duration limit, String correlation) {
                return answered.timed(() -> upstream.request(message, limit, correlation));
            }

            @Override
            public void send(byte[] message) {
                upstream.send(message);
            }

            @Override
            public void cancel(byte[] id, byte[] cancelled) {
                upstream.cancel(id, cancelled);
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
                    release();
                }
            }
        };
    }

    void release() {
        if (done.compareAndSet(false, true)) {
            released.run();
        }
    }

    @Override
    public void request(byte[] message) {
        listener.request(message);
    }

    @Override
    public void notification(byte[] message) {
        listener.notification(message);
    }

    @Override
    public void request(byte[] message, byte[] about) {
        listener.request(message, about);
    }

    @Override
    public void notification(byte[] message, byte[] about) {
        listener.notification(message, about);
    }

    @Override
    public void closed(String reason) {
        release();
        listener.closed(reason);
    }
}
