package io.mcpctl.gateway.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event stream of one request. It outlives its connection: without one it keeps what it is given, and a client that
 * comes back reads on where it stopped.
 */
final class SessionStream {
    private static final Logger LOG = LoggerFactory.getLogger(SessionStream.class);

    private final Journal journal;
    private final int number;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable OutputStream out;
    private long written;
    private boolean over;
    private volatile long endedAt;

    SessionStream(Journal journal, int number, OutputStream out) {
        this.journal = journal;
        this.number = number;
        this.out = out;
    }

    /** Starts the stream on its first connection. */
    void begin() {
        lock.lock();
        try {
            if (journal.primes()) {
                write(null, 0);
            }
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("mcp-keep-alive").start(this::keepAlive);
    }

    /** False when the message can neither be written nor kept. */
    boolean send(byte[] message) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            written++;
            boolean kept = journal.keep(number, written, message);
            return write(message, written) || kept;
        } finally {
            lock.unlock();
        }
    }

    private boolean write(byte @Nullable [] message, long id) {
        OutputStream to = out;
        if (to == null) {
            return false;
        }
        try {
            if (message == null) {
                Sse.prime(to, number, id);
            } else {
                Sse.event(to, number, id, message);
            }
            return true;
        } catch (IOException e) {
            lost(e);
            return false;
        }
    }

    private void lost(IOException e) {
        LOG.atDebug().setCause(e).log("client went away before its answer");
        out = null;
        changed.signalAll();
    }

    void end() {
        lock.lock();
        try {
            over = true;
            endedAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long it has been over; zero when it is not. */
    Duration endedFor() {
        return endedAt == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - endedAt);
    }

    /** Goes on over another connection after the event of that number; returns when the stream or the connection ends. */
    void resume(OutputStream connection, long after) throws InterruptedException {
        lock.lock();
        try {
            out = connection;
            changed.signalAll();
            for (Journal.Entry entry : journal.after(number, after)) {
                if (!write(entry.message(), entry.number())) {
                    return;
                }
            }
            while (!over && out == connection) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepAlive() {
        lock.lock();
        try {
            while (!over) {
                OutputStream to = out;
                if (!changed.await(Sse.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS) && to != null && to == out) {
                    Sse.comment(to);
                }
            }
        } catch (IOException e) {
            lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
