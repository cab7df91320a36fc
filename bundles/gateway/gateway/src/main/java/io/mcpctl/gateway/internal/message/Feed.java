package io.mcpctl.gateway.internal.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to one connection of a client. Whoever brings a message goes on, since messages come from connections that others
 * share; one other thread writes. A client that reads slowly keeps them waiting for a stated time, then it has lost its connection.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 4 << 20;
    private static final long MAX_BYTES_OF_ALL = 64L << 20;
    private static final AtomicLong BYTES_OF_ALL = new AtomicLong();
    private static final Item NOTHING = new Item(new byte[0], new byte[0]);

    /** One event; the id, a line of its own, may be empty. */
    private record Item(byte[] id, byte[] message) {}

    private final Supplier<Duration> beat;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean over;
    private boolean written;
    private volatile boolean lost;
    private volatile long progress = System.nanoTime();

    /** {@code beat}: after how long a silence the client is shown that the connection lives. */
    public Feed(Supplier<Duration> beat) {
        this(beat, PATIENCE);
    }

    public Feed(Supplier<Duration> beat, Duration patience) {
        this.beat = beat;
        this.patience = patience;
    }

    /** Takes a message, waiting for room if it must; false when the connection is lost, or is now because there was none. */
    public boolean put(byte[] id, byte[] message) {
        lock.lock();
        try {
            if (!awaitRoom(message.length)) {
                return false;
            }
            waiting.addLast(new Item(id, message));
            count(message.length);
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(int size) throws InterruptedException {
        long left = patience.toNanos();
        while (!over && !lost && !hasRoom(size)) {
            if (left <= 0) {
                LOG.atInfo().addKeyValue("bytes_waiting", bytes).log("client reads too slowly, its stream is cut");
                lose();
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return !over && !lost;
    }

    private boolean hasRoom(int size) {
        return bytes == 0 || (bytes + size <= MAX_BYTES && BYTES_OF_ALL.get() + size <= MAX_BYTES_OF_ALL);
    }

    private void count(long more) {
        bytes += more;
        BYTES_OF_ALL.addAndGet(more);
    }

    /** Writes what comes, until its end or the loss of the connection. */
    public void pump(OutputStream out) throws IOException {
        try {
            Item next;
            while ((next = next()) != null) {
                if (next == NOTHING) {
                    Sse.comment(out);
                } else {
                    Sse.event(out, next.id(), next.message(), () -> progress = System.nanoTime());
                    wrote(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private @Nullable Item next() throws InterruptedException {
        lock.lock();
        try {
            long left = beat.get().toNanos();
            while (waiting.isEmpty() && !over && !lost) {
                if (left <= 0) {
                    return NOTHING;
                }
                left = changed.awaitNanos(left);
            }
            return lost ? null : waiting.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    private void wrote(Item item) {
        lock.lock();
        try {
            if (waiting.peekFirst() == item) {
                waiting.removeFirst();
                count(-item.message().length);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        lock.lock();
        try {
            written = true;
            lose();
        } finally {
            lock.unlock();
        }
    }

    private void lose() {
        lost = true;
        waiting.clear();
        count(-bytes);
        changed.signalAll();
    }

    /** The connection is no longer used. */
    public void abandon() {
        lock.lock();
        try {
            lose();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes after what waits. */
    public void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** After {@link #end}: returns when everything was written, or when the client stopped reading. */
    public void awaitWritten() {
        lock.lock();
        try {
            progress = System.nanoTime();
            while (!written && !lost) {
                if (!changed.await(1, TimeUnit.SECONDS) && System.nanoTime() - progress > STALLED.toNanos()) {
                    lose();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public boolean isLost() {
        return lost;
    }
}
