package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.jsonrpc.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The subscriptions that clients of the stateless era have at one hidden session. */
public final class Subscribers implements Aside {
    private final List<Subscription> open = new CopyOnWriteArrayList<>();

    public void add(Subscription subscription) {
        open.add(subscription);
    }

    public void remove(Subscription subscription) {
        open.remove(subscription);
    }

    public boolean watches(String server, String uri) {
        return open.stream().anyMatch(one -> one.watches(server, uri));
    }

    @Override
    public Optional<byte[]> add(String server, byte[] message) {
        Envelope read = Envelope.scan(message);
        if (read.kind() == Envelope.Kind.REQUEST) {
            return Optional.of(message); // questions need a call that they can go with
        }
        open.stream().filter(one -> one.server().equals(server)).forEach(one -> one.tell(read));
        return Optional.empty();
    }

    @Override
    public void addOnce(byte[] message) {
        Envelope read = Envelope.scan(message);
        open.forEach(one -> one.tell(read));
    }

    @Override
    public boolean isAwaited() {
        return !open.isEmpty();
    }

    @Override
    public void close() {
        // each subscription looks for itself whether its session is over
    }
}
