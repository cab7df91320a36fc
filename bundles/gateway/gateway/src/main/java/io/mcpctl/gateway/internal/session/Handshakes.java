package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the answers to {@code initialize}, so that opening a session costs no process. Servers offer tools by client
 * capability, so these are part of the key.
 */
public final class Handshakes {
    private static final int MAX_ENTRIES = 256;
    static final int MAX_CAPABILITIES = 16_384;
    private static final Duration WAIT = Duration.ofSeconds(60);

    record Key(String server, String generation, String capabilities, String revision) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Slot> slots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Slot> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** One handshake at a time per key: the others wait for it instead of starting processes. */
    private static final class Slot {
        private final ReentrantLock busy = new ReentrantLock();
        private volatile @Nullable Handshake known;
    }

    Handshake get(Key key, Supplier<Handshake> fetch) {
        if (key.capabilities().length() > MAX_CAPABILITIES) {
            return fetch.get();
        }
        Slot slot = slot(key);
        Handshake known = slot.known;
        return known != null ? known : fetchOnce(slot, fetch);
    }

    private static Handshake fetchOnce(Slot slot, Supplier<Handshake> fetch) {
        try {
            if (!slot.busy.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemKind.TIMEOUT, "the server did not answer initialize in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while waiting for a server", e);
        }
        try {
            Handshake known = slot.known;
            if (known == null) {
                known = fetch.get();
                slot.known = known;
            }
            return known;
        } finally {
            slot.busy.unlock();
        }
    }

    void put(Key key, Handshake handshake) {
        if (key.capabilities().length() <= MAX_CAPABILITIES) {
            slot(key).known = handshake;
        }
    }

    private Slot slot(Key key) {
        lock.lock();
        try {
            return slots.computeIfAbsent(key, absent -> new Slot());
        } finally {
            lock.unlock();
        }
    }
}
