package io.mcpctl.launcher;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system when work is over. The serial collector makes the heap smaller only in a full
 * collection, and a daemon at rest never comes to one: without this it would keep for ever what one flood of calls needed.
 * Once after each busy time, in the first minute in which the process was nearly idle; that costs some 50 ms.
 *
 * <p>For the daemon's own process only: a host that embeds the runtime decides about its heap itself.
 */
final class SpareMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SpareMemory.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    /** Of one processor, over the time between two looks. */
    private static final double IDLE_SHARE = 0.03;

    private final LongSupplier busyNanos;
    private final Runnable collect;
    private long seen;
    private boolean wasBusy;

    SpareMemory(LongSupplier busyNanos, Runnable collect) {
        this.busyNanos = busyNanos;
        this.collect = collect;
        this.seen = busyNanos.getAsLong();
    }

    /** Looks once a minute until the process ends. */
    static void watch() {
        SpareMemory memory = new SpareMemory(SpareMemory::busyNanos, SpareMemory::collect);
        Thread.ofVirtual().name("spare-memory").start(() -> {
            try {
                while (true) {
                    Thread.sleep(LOOK);
                    memory.look(LOOK);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** @param passed since the last look */
    void look(Duration passed) {
        long now = busyNanos.getAsLong();
        boolean idle = now - seen < passed.toNanos() * IDLE_SHARE;
        seen = now;
        if (idle && wasBusy) {
            collect.run();
            seen = busyNanos.getAsLong();
        }
        wasBusy = !idle;
    }

    private static long busyNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L); // where it is not told, the process counts as always idle and nothing is done
    }

    private static void collect() {
        long before = Runtime.getRuntime().totalMemory();
        System.gc();
        LOG.atDebug()
                .addKeyValue("before_bytes", before)
                .addKeyValue("after_bytes", Runtime.getRuntime().totalMemory())
                .log("heap given back");
    }
}
