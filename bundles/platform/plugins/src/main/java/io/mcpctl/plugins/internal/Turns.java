package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One change at a time. */
final class Turns {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final ReentrantLock lock = new ReentrantLock(true);

    <T> T take(Supplier<T> change) {
        try {
            if (!lock.tryLock(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw ProblemException.retryAfter(
                        ProblemKind.UNAVAILABLE, "another change of plug-ins takes long; retry later", LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the daemon is stopping", e);
        }
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
