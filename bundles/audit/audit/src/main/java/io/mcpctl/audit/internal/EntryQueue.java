package io.mcpctl.audit.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Entries on their way to the writer: so many at most, then the oldest go. Many producers, one consumer. */
final class EntryQueue {
    private final int capacity;
    private final int batch;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long dropped;
    private boolean closed;

    EntryQueue(int capacity, int batch) {
        this.capacity = capacity;
        this.batch = batch;
    }

    /** Wakes the consumer for the first entry and for a full batch only. */
    void add(Entry entry) {
        lock.lock();
        try {
            if (closed) {
                dropped++;
                return;
            }
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(entry);
            if (waiting.size() == 1 || waiting.size() == batch) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an entry, then until a batch is full or {@code delay} is over.
     *
     * @return nothing when none came within {@code patience}, or when it is over
     */
    List<Entry> take(Duration patience, Duration delay) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            left = waiting.isEmpty() ? 0 : delay.toNanos();
            while (waiting.size() < batch && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<Entry> taken = new ArrayList<>(Math.min(batch, waiting.size()));
            while (taken.size() < batch && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is added; what waits can still be taken, without delay. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closed and emptied. */
    boolean isOver() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Counts entries that were taken and could not be stored. */
    void lost(int entries) {
        lock.lock();
        try {
            dropped += entries;
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
