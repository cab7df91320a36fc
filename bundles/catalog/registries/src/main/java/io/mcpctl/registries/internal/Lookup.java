package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One server of one registry, within the limit even when the answer trickles. */
final class Lookup {
    private Lookup() {}

    static Listing find(Registry registry, String id, Answers answers, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        FutureTask<Listing> task = new FutureTask<>(() -> Inquiry.server(registry, id, answers, deadline));
        Thread.ofVirtual().name("registry-" + registry.name()).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(registry, ProblemKind.TIMEOUT, "did not answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem.kind() == ProblemKind.NOT_FOUND
                        ? new ProblemException(
                                ProblemKind.NOT_FOUND,
                                "registry " + registry.name() + " knows no server \"" + id
                                        + "\"; `mcpctl registry search` finds some",
                                problem)
                        : failure(registry, problem.kind(), problem.problem().detail(), problem);
            }
            throw new IllegalStateException("the registry " + registry.name() + " cannot be asked", e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static ProblemException failure(Registry registry, ProblemKind kind, String sentence, Throwable cause) {
        return new ProblemException(kind, "registry " + registry.name() + " " + sentence, cause);
    }
}
