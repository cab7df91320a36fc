package io.mcpctl.identity.internal;

import io.mcpctl.identity.internal.Bearers.Verified;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.store.api.NeighbourListener;
import io.mcpctl.store.api.Neighbours;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Verified bearers by hash, for 30 s at most; all are forgotten at once when something changes, here or at another
 * daemon on the same database.
 */
@Component(service = {ResourceListener.class, NeighbourListener.class, Callers.class})
public final class Callers implements ResourceListener, NeighbourListener {
    static final Duration LIFE = Duration.ofSeconds(30);

    /** What daemons tell each other when a session ends; sessions are no kind, whose changes are told anyway. */
    private static final String SESSION_ENDED = "{\"kind\":\"session\"}";

    private static final int MOST = 10_000;
    private static final Set<String> CONCERNED = Set.of("user", "group", "project", "mcptoken");

    private final AtomicLong generation = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(Verified verified, Instant until, long generation) {}

    @Activate
    public Callers() {}

    @Override
    public void changed(Change change) {
        if (CONCERNED.contains(change.kind())) {
            forget();
        }
    }

    @Override
    public void told(String text) {
        if (text.equals(SESSION_ENDED)) {
            forget();
        }
    }

    @Override
    public void missed() {
        forget();
    }

    /** Lets the other daemons forget, once the transaction of the connection is committed. */
    static void tellSessionEnded(Neighbours neighbours, Connection connection) {
        try {
            neighbours.tell(connection, SESSION_ENDED);
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    void forget() {
        generation.incrementAndGet();
    }

    /** The verified bearer; asks when it is not known, or not any more. */
    Verified verified(String hash, Instant now, Supplier<Verified> ask) {
        long current = generation.get(); // before asking: what was read before a change is not kept after it
        Optional<Known> found = find(hash);
        if (found.isPresent()
                && found.get().generation() == current
                && found.get().until().isAfter(now)) {
            return found.get().verified();
        }
        Verified verified = ask.get();
        Instant limit = now.plus(LIFE);
        Instant until = verified.expiresAt().filter(end -> end.isBefore(limit)).orElse(limit);
        lock.lock();
        try {
            known.put(hash, new Known(verified, until, current));
        } finally {
            lock.unlock();
        }
        return verified;
    }

    private Optional<Known> find(String hash) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(hash));
        } finally {
            lock.unlock();
        }
    }
}
