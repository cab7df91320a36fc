package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.ResourceListener.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of committed changes in the order in which their rows were locked. A turn is taken while a transaction still
 * holds its locks and ends after its commit, so that two changes of one resource never swap places.
 */
final class Announcer {
    /** Longer than any commit takes; whoever holds the others up then tells of this change, too. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Consumer<Change> listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<Long, List<Change>> ended = new HashMap<>();
    private long next;
    private long current;
    private @Nullable Thread telling;

    Announcer(Consumer<Change> listeners) {
        this.listeners = listeners;
    }

    long take() {
        lock.lock();
        try {
            return next++;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once the changes were told; must be called once for each turn, without changes when nothing was kept. */
    void end(long turn, List<Change> changes) {
        lock.lock();
        try {
            ended.put(turn, changes);
            if (telling == Thread.currentThread()) {
                // A listener wrote: it is told when the round it is in is over.
                return;
            }
            long nanos = LIMIT.toNanos();
            while (current <= turn || canTell()) {
                if (canTell()) {
                    tellNext();
                } else if (nanos <= 0) {
                    return;
                } else {
                    nanos = moved.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean canTell() {
        return telling == null && ended.containsKey(current);
    }

    private void tellNext() {
        List<Change> changes = ended.getOrDefault(current, List.of());
        ended.remove(current);
        telling = Thread.currentThread();
        lock.unlock();
        try {
            changes.forEach(listeners);
        } finally {
            lock.lock();
            telling = null;
            current++;
            moved.signalAll();
        }
    }
}
