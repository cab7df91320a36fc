package io.mcpctl.store.internal;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes commits durable together: a synchronisation that begins after a commit covers it, so those that commit while one
 * runs share the next. Each caller waits as long as two of them take.
 */
final class GroupSync {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long requested;
    private long covered;
    private boolean running;

    /** Writes everything that was committed. */
    interface Sync {
        void run() throws SQLException;
    }

    /**
     * Returns once everything that was committed before the call is durable.
     *
     * @throws SQLException when the synchronisation that the caller ran itself failed; others then try for themselves
     */
    void await(Sync sync) throws SQLException {
        lock.lock();
        try {
            long mine = ++requested;
            while (covered < mine) {
                if (running) {
                    // Not interruptible: the commit happened, and its outcome has to be known.
                    ended.awaitUninterruptibly();
                } else {
                    run(sync);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Sync sync) throws SQLException {
        long upTo = requested;
        boolean done = false;
        running = true;
        lock.unlock();
        try {
            sync.run();
            done = true;
        } finally {
            lock.lock();
            running = false;
            covered = done ? upTo : covered;
            ended.signalAll();
        }
    }
}
