package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Section;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The sections of one session's results, for five minutes each; the oldest makes room. */
final class SectionStore {
    static final Duration LIFE = Duration.ofMinutes(5);
    static final int MAX_RESULTS = 100;

    /** Characters of one session. */
    private static final long MAX_CHARS = 16 << 20;

    private static final char[] LETTERS = "abcdefghijkmnpqrstuvwxyz23456789".toCharArray();
    private static final int ID_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LongSupplier nanos;
    /** Of all sessions. */
    private final Budget budget;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Stored> results = new LinkedHashMap<>();
    private long chars;

    /** Characters that the sections of all sessions may have. */
    static final class Budget {
        private final long most;
        private final AtomicLong taken = new AtomicLong();

        Budget(long most) {
            this.most = most;
        }

        private boolean take(long more) {
            if (taken.addAndGet(more) <= most) {
                return true;
            }
            taken.addAndGet(-more);
            return false;
        }

        private void giveBack(long less) {
            taken.addAndGet(-less);
        }

        long taken() {
            return taken.get();
        }
    }

    /**
     * One result.
     *
     * @param tool through which its sections are read
     * @param ends by the clock of the store
     */
    record Stored(String id, String tool, List<Section> sections, long ends, long chars) {}

    SectionStore(Budget budget, LongSupplier nanos) {
        this.budget = budget;
        this.nanos = nanos;
    }

    static String newId() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS[RANDOM.nextInt(LETTERS.length)]);
        }
        return id.toString();
    }

    /** Keeps sections; false when there is no room for them even without the older ones. */
    boolean put(String id, String tool, List<Section> sections) {
        long size = Sizes.chars(sections);
        lock.lock();
        try {
            expire();
            while (!results.isEmpty() && (results.size() >= MAX_RESULTS || chars + size > MAX_CHARS)) {
                forget(results.values().iterator().next());
            }
            if (size > MAX_CHARS || !budget.take(size)) {
                return false;
            }
            chars += size;
            results.put(id, new Stored(id, tool, sections, nanos.getAsLong() + LIFE.toNanos(), size));
            return true;
        } finally {
            lock.unlock();
        }
    }

    Optional<Stored> find(String id) {
        lock.lock();
        try {
            expire();
            return Optional.ofNullable(results.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Whether sections can be read through a tool. */
    boolean has(String tool) {
        lock.lock();
        try {
            expire();
            return results.values().stream().anyMatch(stored -> stored.tool().equals(tool));
        } finally {
            lock.unlock();
        }
    }

    private void expire() {
        long now = nanos.getAsLong();
        Iterator<Stored> oldest = results.values().iterator();
        while (oldest.hasNext()) {
            Stored stored = oldest.next();
            if (stored.ends() - now > 0) {
                return; // all have the same life, so the others end later
            }
            oldest.remove();
            freed(stored);
        }
    }

    private void forget(Stored stored) {
        results.remove(stored.id());
        freed(stored);
    }

    private void freed(Stored stored) {
        chars -= stored.chars();
        budget.giveBack(stored.chars());
    }

    void clear() {
        lock.lock();
        try {
            results.values().forEach(this::freed);
            results.clear();
        } finally {
            lock.unlock();
        }
    }
}
