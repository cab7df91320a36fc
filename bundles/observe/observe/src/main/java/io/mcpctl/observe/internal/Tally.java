package io.mcpctl.observe.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by name, for so many names; further ones share the name {@code other}. Many writers, cheap. */
final class Tally {
    private static final String OTHER = "other";

    private final int capacity;
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    private static final class Counts {
        private final LongAdder errors = new LongAdder();
        private final Histogram took = new Histogram();
        private volatile long last;
    }

    /** What was counted under one name. */
    record Counted(String name, long errors, Instant last, Histogram.Snapshot took) {
        private static Counted of(String name, Counts counts) {
            return new Counted(name, counts.errors.sum(), Instant.ofEpochMilli(counts.last), counts.took.snapshot());
        }

        long calls() {
            return took.count();
        }
    }

    Tally(int capacity) {
        this.capacity = capacity;
    }

    void add(String name, boolean ok, Duration took) {
        String known = counts.size() < capacity || counts.containsKey(name) ? name : OTHER;
        Counts of = counts.computeIfAbsent(known, n -> new Counts());
        if (!ok) {
            of.errors.increment();
        }
        of.last = System.currentTimeMillis();
        of.took.add(took);
    }

    void forget(String name) {
        counts.remove(name);
    }

    Optional<Counted> find(String name) {
        return Optional.ofNullable(counts.get(name)).map(found -> Counted.of(name, found));
    }

    /** In name order. */
    List<Counted> all() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> Counted.of(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
