package io.mcpctl.plugins.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs what plug-ins do at their start and end, on a thread that can be given up. */
final class Limited {
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
            runner.interrupt();
            throw e;
        }
    }
}
