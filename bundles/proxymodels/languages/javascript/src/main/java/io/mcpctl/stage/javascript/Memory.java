package io.mcpctl.stage.javascript;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * The engine cannot bound the memory of one script without its commercial edition. So when the heap gets tight, scripts end that have
 * taken much of it.
 *
 * @param mostBytes what a call may take in any case
 * @param tight the part of the heap in use from which on more than that is too much
 */
record Memory(long mostBytes, double tight, DoubleSupplier inUse) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** As it is in the daemon. */
    static Memory ofDaemon() {
        return new Memory(64 << 20, 0.85, () -> {
            Runtime runtime = Runtime.getRuntime();
            return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
        });
    }

    /** What a thread takes from now on. */
    Use useOf(Thread thread) {
        return new Use(this, thread.threadId(), taken(thread.threadId()));
    }

    private static long taken(long thread) {
        return THREADS.getThreadAllocatedBytes(thread);
    }

    /** One thread's use. */
    record Use(Memory limits, long thread, long before) {
        boolean isTooMuch() {
            return limits.inUse.getAsDouble() > limits.tight && taken(thread) - before > limits.mostBytes;
        }
    }
}
