package io.mcpctl.gateway.internal.session;

import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;

/** What one client session has of a {@link Trunk}; looks like an upstream session of its own. */
final class Seat implements Upstream {
    private final Trunk trunk;
    private final UpstreamListener listener;
    private volatile String level = "";
    private volatile boolean left;

    Seat(Trunk trunk, UpstreamListener listener) {
        this.trunk = trunk;
        this.listener = listener;
    }

    UpstreamListener listener() {
        return listener;
    }

    /** The logging level its client asked for; empty when it asked for none. */
    String level() {
        return level;
    }

    void level(String wanted) {
        level = wanted;
    }

    /** Whether somebody has used the upstream session within so many nanoseconds, or watches a resource. */
    boolean isSharedWithin(long nanos) {
        return trunk.isUsedWithin(nanos);
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        return trunk.request(this, message, limit, correlation);
    }

    @Override
    public void send(byte[] message) {
        trunk.send(this, message);
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        trunk.cancel(this, id, cancelled);
    }

    @Override
    public boolean isOpen() {
        return !left && trunk.isOpen();
    }

    @Override
    public void close() {
        left = true;
        trunk.leave(this);
    }
}
