package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Empties one output of a child into its log and keeps the end of it in memory, so that a talkative child never blocks
 * on a full pipe. Secrets that the child was given get into neither. A platform thread: a blocking read of a pipe would hold the carrier of a virtual one.
 */
final class Drain {
    private static final int KEPT_BYTES = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private byte[] end = new byte[0];

    Drain(String name, InputStream in, BoundedLog log, List<String> secrets) {
        Veil veil = new Veil(secrets);
        thread = Thread.ofPlatform().daemon().name(name).start(() -> run(in, log, veil));
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

    private void run(InputStream in, BoundedLog log, Veil veil) {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                show(veil.next(buffer, n), log);
            }
        } catch (IOException closed) {
            // the stream is closed under the reader when the child is ended: nothing more to read
        }
        show(veil.end(), log);
    }

    private void show(byte[] text, BoundedLog log) {
        log.write(text, text.length);
        keep(text);
    }

    private void keep(byte[] text) {
        lock.lock();
        try {
            byte[] joined = Arrays.copyOf(end, end.length + text.length);
            System.arraycopy(text, 0, joined, end.length, text.length);
            end = Arrays.copyOfRange(joined, Math.max(0, joined.length - KEPT_BYTES), joined.length);
        } finally {
            lock.unlock();
        }
    }
}
