package io.mcpctl.tierlink.internal;

import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;

/** A session with a server at mcpd. */
final class RemoteSession implements Upstream {
    /** mcpd's own limit comes first, since it can say more. */
    static final Duration LATER = Duration.ofSeconds(5);

    private final Upstream link;
    private final RemoteFaults faults;

    RemoteSession(Upstream link, RemoteFaults faults) {
        this.link = link;
        this.faults = faults;
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        return faults.checked(() -> link.request(message, limit.plus(LATER), correlation));
    }

    @Override
    public void send(byte[] message) {
        link.send(message);
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        link.cancel(id, cancelled);
    }

    @Override
    public boolean isOpen() {
        return link.isOpen();
    }

    @Override
    public void close() {
        link.close();
    }
}
