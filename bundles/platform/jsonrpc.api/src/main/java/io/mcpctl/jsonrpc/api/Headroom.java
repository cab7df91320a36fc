package io.mcpctl.jsonrpc.api;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Memory for large messages. Whoever is about to read one asks first, and waits its turn while others take what is left: a flood of large
 * messages is slowed down and then refused, instead of taking the heap from everybody. Safe for use by several threads.
 */
public final class Headroom {
    /** Messages up to so many bytes need no claim. */
    public static final int SMALL = 256 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Then what was claimed shows as used, if it was taken. */
    private static final long LAPSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long COLLECT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PERCENT = 92;

    private final LongSupplier used;
    private final long usable;
    private final Runnable collect;
    private final long patience;
    /** Fair: who came first is served first, also when a later one needs less. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
    private volatile long collected = System.nanoTime() - COLLECT_NANOS;

    private static final class Heap {
        private static final Headroom ONE = new Headroom(pool(), System::gc, PATIENCE);
    }

    /** That of this JVM's heap, the only one: two would each grant what is left. It is the pool in which what lives long ends up. */
    public static Headroom ofHeap() {
        return Heap.ONE;
    }

    private Headroom(MemoryPoolMXBean pool, Runnable collect, Duration patience) {
        this(() -> pool.getUsage().getUsed(), pool.getUsage().getMax(), collect, patience);
    }

    Headroom(LongSupplier used, long max, Runnable collect, Duration patience) {
        this.used = used;
        this.usable = max / 100 * PERCENT;
        this.collect = collect;
        this.patience = patience.toNanos();
    }

    private static MemoryPoolMXBean pool() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
                .orElseThrow();
    }

    /** Memory that somebody is about to take. Lapses by itself after a few seconds. */
    public final class Claim implements AutoCloseable {
        private final long bytes;
        private final long at = System.nanoTime();

        private Claim(long bytes) {
            this.bytes = bytes;
        }

        /** Whether it is over: what more is needed has to be claimed anew. */
        public boolean hasLapsed() {
            return System.nanoTime() - at > LAPSE_NANOS;
        }

        /** Gives back early what was not taken, or is needed no more. */
        @Override
        public void close() {
            claims.remove(this);
        }
    }

    /** Claims so many bytes, waiting for others if it must; empty when there was no room within some seconds. */
    public Optional<Claim> claim(long bytes) {
        long deadline = System.nanoTime() + patience;
        try {
            if (!turn.tryLock(patience, TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            try {
                while (!fits(bytes)) {
                    if (System.nanoTime() - deadline > 0) {
                        return Optional.empty();
                    }
                    if (System.nanoTime() - collected > COLLECT_NANOS) {
                        collect.run();
                        collected = System.nanoTime();
                    } else {
                        TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
                    }
                }
                Claim claim = new Claim(bytes);
                claims.add(claim);
                return Optional.of(claim);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean fits(long bytes) {
        claims.removeIf(Claim::hasLapsed);
        long claimed = claims.stream().mapToLong(claim -> claim.bytes).sum();
        return used.getAsLong() + claimed + bytes <= usable;
    }
}
