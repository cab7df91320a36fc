package io.mcpctl.plugins.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what plug-ins do at their start and end, on a thread that can be given up. */
final class Limited {
    private static final Logger LOG = LoggerFactory.getLogger(Limited.class);
    private static final int INTERRUPTIONS = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Limited() {}

    /**
     * A platform thread: a plug-in that blocks within {@code synchronized} must not take a carrier from everyone else.
     *
     * @throws TimeoutException when it did not end within the limit; it was interrupted then
     * @throws ExecutionException with what it threw
     */
    static <T> T run(String thread, Duration limit, Callable<T> work)
            throws TimeoutException, ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread runner = Thread.ofPlatform().daemon().name(thread).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            giveUp(runner);
            throw e;
        }
    }

    /** One interruption may end one of several waits only. */
    private static void giveUp(Thread runner) {
        boolean interrupted = Thread.interrupted();
        try {
            for (int i = 0; i < INTERRUPTIONS && runner.isAlive(); i++) {
                runner.interrupt();
                runner.join(PAUSE);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (runner.isAlive()) {
            LOG.atWarn().addKeyValue("thread", runner.getName()).log("code of a plug-in does not end");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
