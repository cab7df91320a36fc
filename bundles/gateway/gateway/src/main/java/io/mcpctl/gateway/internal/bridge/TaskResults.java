package io.mcpctl.gateway.internal.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The results of tasks that are waited for; what was not asked for longest gives way, and nothing waits for ever. */
final class TaskResults {
    private static final int MAX = 1024;
    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Waiting> open = new LinkedHashMap<>(16, 0.75f, true);

    /** A task of a server, as one client knows it. */
    record Key(String session, String server, String task) {}

    private static final class Waiting {
        private final BridgedCall call;
        private long lastUsed = System.nanoTime();

        Waiting(BridgedCall call) {
            this.call = call;
        }
    }

    Optional<BridgedCall> find(Key key) {
        lock.lock();
        try {
            Waiting found = open.get(key);
            if (found == null) {
                return Optional.empty();
            }
            found.lastUsed = System.nanoTime();
            return Optional.of(found.call);
        } finally {
            lock.unlock();
        }
    }

    /** Remembers it unless there is one already; the one that is there. */
    BridgedCall put(Key key, BridgedCall call) {
        List<Waiting> tooMany = new ArrayList<>();
        lock.lock();
        try {
            Waiting known = open.get(key);
            if (known != null) {
                return known.call;
            }
            open.put(key, new Waiting(call));
            if (open.size() > MAX) {
                Key eldest = open.keySet().iterator().next();
                Optional.ofNullable(open.remove(eldest)).ifPresent(tooMany::add);
            }
            return call;
        } finally {
            lock.unlock();
            tooMany.forEach(waiting -> waiting.call.cancel());
        }
    }

    void forget(Key key) {
        Waiting gone;
        lock.lock();
        try {
            gone = open.remove(key);
        } finally {
            lock.unlock();
        }
        if (gone != null) {
            gone.call.cancel();
        }
    }

    void expire() {
        List<Waiting> late;
        lock.lock();
        try {
            long now = System.nanoTime();
            late = open.values().stream()
                    .filter(waiting -> now - waiting.lastUsed > IDLE_NANOS)
                    .toList();
            open.values().removeAll(late);
        } finally {
            lock.unlock();
        }
        late.forEach(waiting -> waiting.call.cancel());
    }
}
