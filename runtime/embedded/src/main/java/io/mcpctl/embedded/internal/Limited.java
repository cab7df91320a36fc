package io.mcpctl.embedded.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work of the runtime for a thread of the host, on a virtual thread of its own: it ends by its limit, and nothing that
 * libraries keep per thread stays behind in the host's.
 */
public final class Limited {
    private Limited() {}

    /** Interrupting the caller interrupts the work. */
    public static <T> T call(String name, Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread =
                Thread.ofVirtual().name("mcpctl-" + name.replace(' ', '-')).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new ProblemException(
                    ProblemKind.TIMEOUT, name + " took longer than " + limit.toSeconds() + " s and was given up", e);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, name + " was interrupted", e);
        } catch (ExecutionException e) {
            throw unchecked(name, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException unchecked(String name, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : new ProblemException(ProblemKind.INTERNAL, name + " failed: " + cause, cause);
    }
}
