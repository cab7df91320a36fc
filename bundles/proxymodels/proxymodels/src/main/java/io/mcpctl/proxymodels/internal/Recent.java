package io.mcpctl.proxymodels.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Values by key, so many and so heavy at most; the one that was used longest ago goes first. */
final class Recent<V> {
    private final int entries;
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Weighed<V>> known = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    private record Weighed<V>(V value, long weight) {}

    Recent(int entries, long capacity) {
        this.entries = entries;
        this.capacity = capacity;
    }

    Optional<V> find(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(key)).map(Weighed::value);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a value unless it is too heavy by itself. */
    void put(String key, V value, long heavy) {
        if (heavy > capacity / 4) {
            return;
        }
        lock.lock();
        try {
            Weighed<V> before = known.put(key, new Weighed<>(value, heavy));
            weight += heavy - (before == null ? 0 : before.weight());
            Iterator<Weighed<V>> oldest = known.values().iterator();
            while ((weight > capacity || known.size() > entries) && oldest.hasNext()) {
                weight -= oldest.next().weight();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
