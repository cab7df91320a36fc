package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.message.Aside;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the session's event stream, with or without one being open. Bounded in messages and bytes, and with those of all sessions
 * together: the oldest goes first.
 */
public final class Outbox implements Aside {
    private static final int MAX_MESSAGES = 256;
    private static final int MAX_BYTES = 4 << 20;
    private static final long MAX_BYTES_OF_ALL = 64L << 20;
    private static final AtomicLong BYTES_OF_ALL = new AtomicLong();

    private final String transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger holder = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private long bytes;
    private boolean woken;
    private boolean closed;

    /** {@code transport} is that of the client. */
    public Outbox(String transport) {
        this.transport = transport;
    }

    @Override
    public String transport() {
        return transport;
    }

    /** Claims the only reading end, from whoever has it when {@code insist}; empty when another has it. */
    OptionalInt claim(boolean insist) {
        int turn = turns.incrementAndGet();
        if (insist) {
            holder.set(turn);
            wake();
            return OptionalInt.of(turn);
        }
        return holder.compareAndSet(0, turn) ? OptionalInt.of(turn) : OptionalInt.empty();
    }

    private void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void release(int turn) {
        holder.compareAndSet(turn, 0);
    }

    boolean isHeldBy(int turn) {
        return holder.get() == turn;
    }

    @Override
    public boolean isAwaited() {
        return holder.get() != 0;
    }

    /** How many messages were written to the stream. */
    long written() {
        return written.get();
    }

    void wrote() {
        written.incrementAndGet();
    }

    /** Adds a message; returns one that had to give way, the newest of them when it is too large itself. */
    @Override
    public Optional<byte[]> add(String server, byte[] message) {
        return add(message);
    }

    private Optional<byte[]> add(byte[] message) {
        lock.lock();
        try {
            byte[] dropped = null;
            while (!waiting.isEmpty() && !hasRoom(message.length)) {
                dropped = removeFirst();
            }
            if (closed || !hasRoom(message.length)) {
                return Optional.of(message);
            }
            waiting.addLast(message);
            count(message.length);
            changed.signalAll();
            return Optional.ofNullable(dropped);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int size) {
        return waiting.size() < MAX_MESSAGES
                && (bytes == 0 || bytes + size <= MAX_BYTES)
                && BYTES_OF_ALL.get() + size <= MAX_BYTES_OF_ALL;
    }

    private void count(long more) {
        bytes += more;
        BYTES_OF_ALL.addAndGet(more);
    }

    private byte[] removeFirst() {
        byte[] first = waiting.removeFirst();
        count(-first.length);
        return first;
    }

    @Override
    public void addOnce(byte[] message) {
        lock.lock();
        try {
            if (waiting.stream().noneMatch(other -> Arrays.equals(other, message))) {
                add(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Puts a message back that could not be delivered. */
    void putBack(byte[] message) {
        lock.lock();
        try {
            if (!closed) {
                waiting.addFirst(message);
                count(message.length);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next message, or empty after the limit or when woken. */
    public Optional<byte[]> next(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (waiting.isEmpty() && !woken && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return waiting.isEmpty() ? Optional.empty() : Optional.of(removeFirst());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            count(-bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
