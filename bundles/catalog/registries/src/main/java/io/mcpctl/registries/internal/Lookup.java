package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of one registry, within the limit even when the answer trickles. */
final class Lookup {
    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

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
            LOG.atError()
                    .addKeyValue("registry", registry.name())
                    .setCause(e.getCause())
                    .log("look-up failed");
            throw failure(registry, ProblemKind.UPSTREAM, "cannot be asked; see the daemon's log", e);
        } finally {
            task.cancel(true);
        }
    }

    private static ProblemException failure(Registry registry, ProblemKind kind, String sentence, Throwable cause) {
        return new ProblemException(kind, "registry " + registry.name() + " " + sentence, cause);
    }
}
