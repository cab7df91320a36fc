package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.Feed;
import io.mcpctl.gateway.internal.message.Sse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event stream of one request. It outlives its connection: without one it keeps what it is given, and a client that
 * comes back reads on where it stopped.
 */
public final class SessionStream {
    private static final Logger LOG = LoggerFactory.getLogger(SessionStream.class);

    private final Journal journal;
    private final int number;
    /** Held while a message gets its number and its place behind the one before it. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Feed feed = new Feed(() -> Sse.KEEP_ALIVE);
    private long last;
    private volatile boolean over;
    private volatile long endedAt;

    SessionStream(Journal journal, int number) {
        this.journal = journal;
        this.number = number;
    }

    /** Starts the stream on its first connection. */
    public void begin(OutputStream out) {
        Feed first = feed;
        Thread.ofVirtual().name("mcp-stream").start(() -> {
            try {
                if (journal.primes()) {
                    Sse.prime(out, number, 0);
                }
                first.pump(out);
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("client went away before its answer");
                first.abandon();
            }
        });
    }

    /** False when the message can neither be written nor kept. */
    public boolean send(byte[] message) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            last++;
            boolean kept = journal.keep(number, last, message);
            return feed.put(Sse.id(number, last), message) || kept;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows; does not wait. */
    void end() {
        endedAt = System.nanoTime();
        over = true;
        feed.end();
    }

    /** Nothing follows; waits until the client has everything, or has gone. */
    public void finish() {
        end();
        feed.awaitWritten();
    }

    /** How long it has been over; zero when it is not. */
    Duration endedFor() {
        return over ? Duration.ofNanos(System.nanoTime() - endedAt) : Duration.ZERO;
    }

    /** Goes on over another connection after the event of that number; returns when the stream or the connection ends. */
    public void resume(OutputStream connection, long after) throws IOException {
        Feed fresh = new Feed(() -> Sse.KEEP_ALIVE);
        feed.abandon(); // who waits for room in it goes on
        List<Journal.Entry> missed;
        lock.lock();
        try {
            feed.abandon();
            feed = fresh;
            missed = journal.after(number, after);
        } finally {
            lock.unlock();
        }
        if (over) {
            fresh.end();
        }
        try {
            for (Journal.Entry entry : missed) {
                Sse.event(connection, Sse.id(number, entry.number()), entry.message(), () -> {});
            }
            fresh.pump(connection);
        } finally {
            fresh.abandon();
        }
    }
}
