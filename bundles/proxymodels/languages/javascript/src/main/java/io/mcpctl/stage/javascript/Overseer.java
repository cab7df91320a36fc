package io.mcpctl.stage.javascript;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;

/** Ends a script that takes too long, is not wanted any more, or fills the memory. */
final class Overseer implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Context context;
    private final Thread worker = Thread.currentThread();
    private final Memory.Use memory;
    private final long deadline;
    private final Duration limit;
    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> why = new AtomicReference<>();

    /** Oversees the present thread, which is about to use the context. */
    Overseer(Context context, Duration limit, Memory memory) {
        this.context = context;
        this.limit = limit;
        this.memory = memory.useOf(worker);
        this.deadline = System.nanoTime() + limit.toNanos();
        Thread.ofVirtual().name("stage-overseer").start(this::watch);
    }

    private void watch() {
        try {
            while (!back.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<String> reason = reason();
                if (reason.isPresent()) {
                    why.set(reason.get());
                    context.close(true);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
        }
    }

    private Optional<String> reason() {
        if (System.nanoTime() - deadline >= 0) {
            return Optional.of("was stopped: not back after " + limit.toMillis() + " ms");
        }
        if (worker.isInterrupted()) {
            return Optional.of("was stopped: nobody waits for it any more");
        }
        return memory.isTooMuch() ? Optional.of("was stopped: the memory of the daemon got short") : Optional.empty();
    }

    /** Why the script was ended, if it was. */
    Optional<String> verdict() {
        return Optional.ofNullable(why.get());
    }

    @Override
    public void close() {
        back.countDown();
    }
}
