package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Empties one output of a child into its log and keeps the end of it in memory, so that a talkative child never blocks
 * on a full pipe. A platform thread: a blocking read of a pipe would hold the carrier of a virtual one.
 */
final class Drain {
    private static final int KEPT_BYTES = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private byte[] end = new byte[0];

    Drain(String name, InputStream in, BoundedLog log) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> run(in, log));
    }

    String lastLines() {
        lock.lock();
        try {
            return new String(end, StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /** Waits shortly until what an ended child wrote has arrived. */
    void await() throws InterruptedException {
        thread.join(500);
    }

    private void run(InputStream in, BoundedLog log) {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                log.write(buffer, n);
                keep(buffer, n);
            }
        } catch (IOException closed) {
            // the stream is closed under the reader when the child is ended: nothing more to read
        }
    }

    private void keep(byte[] buffer, int length) {
        lock.lock();
        try {
            byte[] joined = Arrays.copyOf(end, end.length + length);
            System.arraycopy(buffer, 0, joined, end.length, length);
            end = Arrays.copyOfRange(joined, Math.max(0, joined.length - KEPT_BYTES), joined.length);
        } finally {
            lock.unlock();
        }
    }
}
