package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection that all stateless requests to one instance share, and how many of them use it now. */
final class SharedStateless {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StatelessUpstream open;
    private int users;
    private long lastUsed;
    private boolean closed;

    /** The connection for one request, opened if there is none; to be released. */
    StatelessUpstream lease(Supplier<StatelessUpstream> dial) {
        lock.lock();
        try {
            if (closed) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "the instance is being stopped; retry in a moment");
            }
            StatelessUpstream connection = open;
            if (connection == null || !connection.isOpen()) {
                end();
                connection = dial.get();
                open = connection;
            }
            users++;
            return connection;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            users--;
            lastUsed = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    void closeIfIdle(Duration limit) {
        lock.lock();
        try {
            if (users == 0 && System.nanoTime() - lastUsed >= limit.toNanos()) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it together with its instance. */
    void close() {
        lock.lock();
        try {
            closed = true;
            end();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        StatelessUpstream connection = open;
        open = null;
        if (connection != null) {
            connection.close();
        }
    }
}
