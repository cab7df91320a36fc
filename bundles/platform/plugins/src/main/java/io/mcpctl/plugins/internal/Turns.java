package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One change at a time, and none before the first: a change knows what the daemon had when it ended. */
final class Turns {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock(true);

    /** The turn that all others wait for, whether it succeeds or not. */
    <T> T first(Supplier<T> change) {
        try {
            return locked(change);
        } finally {
            begun.countDown();
        }
    }

    <T> T take(Supplier<T> change) {
        try {
            if (!begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw busy("the daemon is still bringing back the plug-ins of its last run; retry later");
            }
        } catch (InterruptedException e) {
            throw stopping(e);
        }
        return locked(change);
    }

    private <T> T locked(Supplier<T> change) {
        try {
            if (!lock.tryLock(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw busy("another change of plug-ins takes long; retry later");
            }
        } catch (InterruptedException e) {
            throw stopping(e);
        }
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    private static ProblemException busy(String sentence) {
        return ProblemException.retryAfter(ProblemKind.UNAVAILABLE, sentence, LIMIT);
    }

    private static ProblemException stopping(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProblemException(ProblemKind.UNAVAILABLE, "the daemon is stopping", e);
    }
}
