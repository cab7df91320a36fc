package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps a server that fails from being started over and over: 1, 2, 4, 8, 16 s, then 30 s between attempts. */
final class RestartPause {
    private static final int LONGEST_SECONDS = 30;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final String server;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int failures;
    private Instant next = Instant.MIN;
    private Instant worked = Instant.MIN;
    private String reason = "";

    RestartPause(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** @throws ProblemException UNAVAILABLE before the pause is over */
    void check() {
        lock.lock();
        try {
            if (clock.instant().isBefore(next)) {
                long seconds = Duration.between(clock.instant(), next).toSeconds() + 1;
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "server \"" + server + "\" is disconnected (" + reason + "); the next attempt is in " + seconds
                                + " s");
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(String why) {
        lock.lock();
        try {
            if (failures > 0 && !isWorking() && clock.instant().isBefore(next)) {
                return; // another session of the same attempt
            }
            if (isWorking() && Duration.between(worked, clock.instant()).compareTo(SETTLED) >= 0) {
                failures = 0;
            }
            long pause = Math.min(LONGEST_SECONDS, 1L << Math.min(failures, 5));
            failures++;
            worked = Instant.MIN;
            reason = why;
            next = clock.instant().plusSeconds(pause);
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorking() {
        return !worked.equals(Instant.MIN);
    }

    void worked() {
        lock.lock();
        try {
            if (!isWorking()) {
                worked = clock.instant();
                next = Instant.MIN;
                reason = "";
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last attempt failed. */
    boolean isFailing() {
        lock.lock();
        try {
            return failures > 0 && !isWorking();
        } finally {
            lock.unlock();
        }
    }

    String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }
}
