package io.mcpctl.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, with a limit. */
public final class Waiting {
    /** Long enough for a machine under load. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private Waiting() {}

    /** Returns as soon as the condition holds; an error with the words after {@link #LIMIT}. */
    public static void until(String what, BooleanSupplier condition, Supplier<String> state) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; " + state.get());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
