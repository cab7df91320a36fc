package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Answers of mcpd that are believed for a while: good ones 30 s, refusals 5 s, failures not at all. Who asks the same
 * at one time waits for one answer.
 */
final class Kept<V> {
    static final Duration GOOD = Duration.ofSeconds(30);
    static final Duration BAD = Duration.ofSeconds(5);
    private static final int MOST = 10_000;
    private static final Duration WAIT = Duration.ofSeconds(15);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot<V>> eldest) {
            return size() > MOST;
        }
    };

    Kept(Clock clock) {
        this.clock = clock;
    }

    /**
     * A good answer.
     *
     * @param end when it ends by itself, whatever it is believed for
     */
    record Fresh<V>(V value, Optional<Instant> end) {}

    private record Known<V>(Optional<V> value, Optional<ProblemException> refusal, Instant until) {
        V get() {
            refusal.ifPresent(problem -> {
                throw new ProblemException(problem.problem(), problem);
            });
            return value.orElseThrow();
        }
    }

    private static final class Slot<V> {
        private final ReentrantLock asking = new ReentrantLock();
        private volatile Optional<Known<V>> known = Optional.empty();
    }

    V get(String key, Supplier<Fresh<V>> ask) {
        Slot<V> slot = slot(key);
        Optional<Known<V>> known = valid(slot);
        if (known.isPresent()) {
            return known.get().get();
        }
        enter(slot);
        try {
            return valid(slot).orElseGet(() -> learn(slot, ask)).get();
        } finally {
            slot.asking.unlock();
        }
    }

    private Optional<Known<V>> valid(Slot<V> slot) {
        return slot.known.filter(known -> clock.instant().isBefore(known.until()));
    }

    private void enter(Slot<V> slot) {
        try {
            if (!slot.asking.tryLock(WAIT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "mcpd does not answer in time; try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while waiting for mcpd", e);
        }
    }

    private Known<V> learn(Slot<V> slot, Supplier<Fresh<V>> ask) {
        Known<V> learnt;
        try {
            Fresh<V> fresh = ask.get();
            Instant limit = clock.instant().plus(GOOD);
            Instant until = fresh.end().filter(end -> end.isBefore(limit)).orElse(limit);
            learnt = new Known<>(Optional.of(fresh.value()), Optional.empty(), until);
        } catch (ProblemException e) {
            if (e.kind() != ProblemKind.UNAUTHENTICATED && e.kind() != ProblemKind.FORBIDDEN) {
                throw e;
            }
            learnt = new Known<>(
                    Optional.empty(), Optional.of(e), clock.instant().plus(BAD));
        }
        slot.known = Optional.of(learnt);
        return learnt;
    }

    private Slot<V> slot(String key) {
        lock.lock();
        try {
            return slots.computeIfAbsent(key, absent -> new Slot<>());
        } finally {
            lock.unlock();
        }
    }

    void forget(String key) {
        lock.lock();
        try {
            slots.remove(key);
        } finally {
            lock.unlock();
        }
    }
}
