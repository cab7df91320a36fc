package io.mcpctl.upstream.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Suspends the limits of calls while the server waits for answers to requests of its own: people take minutes to answer
 * a question, and the call that asks it must not expire meanwhile.
 */
final class Patience {
    private static final long LONGEST = Duration.ofHours(1).toNanos();

    private final AtomicInteger open = new AtomicInteger();
    private volatile long since;

    void asked() {
        if (open.getAndIncrement() == 0) {
            since = System.nanoTime();
        }
    }

    void answered() {
        if (open.updateAndGet(n -> Math.max(0, n - 1)) == 0) {
            since = System.nanoTime();
        }
    }

    /** The moment from which a limit counts, given the call's own last sign of life. */
    long later(long lastSign) {
        long now = System.nanoTime();
        long moment = since;
        if (moment == 0) {
            return lastSign;
        }
        if (open.get() > 0 && now - moment < LONGEST) {
            return now;
        }
        return moment - lastSign > 0 ? moment : lastSign;
    }
}
