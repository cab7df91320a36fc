package io.mcpctl.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does things at the same time, on virtual threads as the daemon does, or in a limited time. */
final class Together {
    private static final long LIMIT_SECONDS = 60;

    private Together() {}

    /** Results in the order of the works; the first that fails fails all. */
    static <T> List<T> all(List<? extends Callable<T>> works) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Callable<T> work : works) {
            FutureTask<T> task = new FutureTask<>(() -> {
                begin.await();
                return work.call();
            });
            Thread.ofVirtual().name("contract-" + tasks.size()).start(task);
            tasks.add(task);
        }
        begin.countDown();
        List<T> results = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            results.add(result(task));
        }
        return results;
    }

    /** The result, or what it threw; an error when it does not return. */
    static <T> T limited(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("contract").start(task);
        return result(task);
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it did not return within " + LIMIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            task.cancel(true);
        }
    }
}
