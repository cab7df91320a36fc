package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Era;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What has been found out about the eras that an instance speaks. One asks, the others wait for what it finds. */
final class KnownEras {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Found found;

    /**
     * Result of asking.
     *
     * @param problem why it answered in none; empty when it answered
     * @param until moment of the clock in nanoseconds when it has to be asked again
     */
    record Found(Set<Era> eras, Optional<ProblemException> problem, long until) {
        static Found lasting(Set<Era> eras, Duration time) {
            return new Found(Set.copyOf(eras), Optional.empty(), System.nanoTime() + time.toNanos());
        }

        static Found nothing(ProblemException problem, Duration time) {
            return new Found(Set.of(), Optional.of(problem), System.nanoTime() + time.toNanos());
        }

        private Set<Era> told() {
            problem.ifPresent(why -> {
                throw new ProblemException(why.kind(), why.problem().detail(), why);
            });
            return eras;
        }

        private boolean isFresh() {
            return until - System.nanoTime() > 0;
        }
    }

    Set<Era> get(Supplier<Found> ask) {
        Found known = found;
        if (known != null && known.isFresh()) {
            return known.told();
        }
        lock();
        try {
            known = found;
            if (known == null || !known.isFresh()) {
                known = ask.get();
                found = known;
            }
            return known.told();
        } finally {
            asking.unlock();
        }
    }

    private void lock() {
        try {
            if (!asking.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemKind.TIMEOUT, "the server does not say which protocol it speaks");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while asking a server", e);
        }
    }
}
