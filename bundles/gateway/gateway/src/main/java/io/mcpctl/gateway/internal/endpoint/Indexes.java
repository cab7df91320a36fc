package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.catalogue.ResourceIndex;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.ClientKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Remembers for a moment which server has which resource, for each client of the stateless era. */
final class Indexes {
    private static final int MAX = 256;
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MAX;
        }
    };

    private record Key(ClientKey client, List<String> servers) {}

    private record Known(ResourceIndex index, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < FRESH.toNanos();
        }
    }

    /** {@code make} is told how loudly to complain: once for each client is enough. */
    ResourceIndex get(Ask ask, List<String> servers, Function<Level, ResourceIndex> make) {
        Key key = new Key(ClientKey.of(ask), servers);
        Known found = swap(key, null);
        if (found != null && found.isFresh()) {
            return found.index();
        }
        ResourceIndex made = make.apply(found == null ? Level.WARN : Level.DEBUG);
        swap(key, new Known(made, System.nanoTime()));
        return made;
    }

    private @Nullable Known swap(Key key, @Nullable Known fresh) {
        lock.lock();
        try {
            return fresh == null ? known.get(key) : known.put(key, fresh);
        } finally {
            lock.unlock();
        }
    }
}
