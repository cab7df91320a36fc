package io.mcpctl.resources.api;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Work on the store that a component does once at each start, beside it, such as writing what the product brings along.
 * The database or a kind may come a moment later, and another daemon on the same database may do the same just now: while the
 * work throws UNAVAILABLE or CONFLICT it is done again, every 100 ms, for 60 s at most. Close it with the component.
 *
 * <pre>{@code
 * this.seeding = Seeding.start(
 *         "system-prompts", () -> store.transact(Principal.SYSTEM, this::ensure), e -> log.atError().setCause(e).log("..."));
 * }</pre>
 */
@ProviderType
public final class Seeding implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Runnable work;
    private final Consumer<RuntimeException> failed;
    private final Duration limit;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Seeding(String name, Runnable work, Consumer<RuntimeException> failed, Duration limit) {
        this.work = work;
        this.failed = failed;
        this.limit = limit;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * Begins, and returns at once.
     *
     * @param name of its thread
     * @param work may be called several times, on one thread
     * @param failed is told why the work was given up; once, or not at all
     */
    public static Seeding start(String name, Runnable work, Consumer<RuntimeException> failed) {
        Seeding seeding = new Seeding(name, work, failed, LIMIT);
        seeding.begin();
        return seeding;
    }

    void begin() {
        thread.start();
    }

    private void run() {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!tried(System.nanoTime() >= end)) {
                if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether that was all. */
    private boolean tried(boolean last) {
        try {
            work.run();
            return true;
        } catch (ProblemException e) {
            boolean passing = e.kind() == ProblemKind.UNAVAILABLE || e.kind() == ProblemKind.CONFLICT;
            if (passing && !last) {
                return false;
            }
            failed.accept(e);
            return true;
        } catch (RuntimeException e) {
            failed.accept(e);
            return true;
        }
    }

    /**
     * Waits until it is done or given up.
     *
     * @param limit to wait at most
     * @return whether it is
     */
    public boolean await(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /** Begins the work no more, and waits for what is under way, 5 s at most. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
