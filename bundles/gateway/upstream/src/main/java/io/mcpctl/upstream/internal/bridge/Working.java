package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The requests of a session under way, so that they can be cancelled by id. */
final class Working {
    private final Set<One> open = ConcurrentHashMap.newKeySet();

    /** A request and the thread that waits for its answer. */
    final class One implements AutoCloseable {
        private final byte[] id;
        private final Thread thread = Thread.currentThread();
        private final ReentrantLock lock = new ReentrantLock();
        private boolean cancelled;
        private boolean done;

        private One(byte[] id) {
            this.id = id;
        }

        private void cancel() {
            lock.lock();
            try {
                if (!done) {
                    cancelled = true;
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Ends it; an interruption that only cancelled this request does not outlive it. */
        @Override
        public void close() {
            open.remove(this);
            lock.lock();
            try {
                done = true;
                if (cancelled) {
                    Thread.interrupted();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    One begin(Envelope request) {
        One one = new One(request.raw(Member.ID).orElseThrow());
        open.add(one);
        return one;
    }

    void cancel(byte[] id) {
        open.forEach(one -> {
            if (Arrays.equals(one.id, id)) {
                one.cancel();
            }
        });
    }

    void cancelAll() {
        open.forEach(One::cancel);
    }
}
