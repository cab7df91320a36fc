package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.message.Feed;
import io.mcpctl.gateway.internal.message.Sse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one POST of the stateless era: plain JSON, or an event stream as soon as another message comes first or
 * the answer takes long. A client that closes the stream cancels its request, which only writing can find out: the
 * stream has comments at short intervals. It is written by a thread of its own, since messages come from connections
 * that others share.
 */
final class StatelessReply {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessReply.class);
    /** How often a stream is written to, by its age: a client that goes is noticed at the second time. */
    private static final Duration BEAT = Duration.ofMillis(250);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration SLOWER_BEAT = Duration.ofMillis(500);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration SLOW_BEAT = Duration.ofSeconds(5);
    private static final byte[] NO_ID = new byte[0];

    private final HttpServletResponse response;
    private final Thread handler;
    private final long begin = System.nanoTime();
    private final Feed feed = new Feed(this::beat);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread writer;
    private boolean over;
    private volatile boolean gone;
    private volatile boolean ending;

    /** {@code handler} works on the answer; it is interrupted when nobody waits for that any more. */
    StatelessReply(HttpServletResponse response, Thread handler) {
        this.response = response;
        this.handler = handler;
    }

    /** Sends a message ahead of the answer. */
    void event(byte[] message) {
        stream();
        if (!feed.put(NO_ID, message)) {
            abandon("it closed the stream, or reads more slowly than its server sends");
        }
    }

    /** Makes an event stream of it. */
    void stream() {
        lock.lock();
        try {
            if (writer == null && !over) {
                writer = Thread.ofVirtual().name("mcp-stream").start(this::write);
            }
        } finally {
            lock.unlock();
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Sends the answer, if somebody still waits for it; no interruption comes after that. */
    void finish(int status, byte[] answer) throws IOException {
        Thread streaming;
        lock.lock();
        try {
            over = true;
            streaming = writer;
        } finally {
            lock.unlock();
        }
        if (Thread.interrupted()) { // by us: the thread has other work to do afterwards
            LOG.atTrace().log("request ended by interruption");
        }
        if (streaming == null) {
            if (!gone) {
                Reply.json(response, status, answer);
            }
            return;
        }
        if (!gone) {
            feed.put(NO_ID, answer);
        }
        feed.end();
        feed.awaitWritten();
    }

    /** Whether the client has gone away. */
    boolean isGone() {
        return gone;
    }

    /** Ends the work because the gateway ends. */
    void end() {
        ending = true;
        interrupt();
    }

    boolean isEnding() {
        return ending;
    }

    private void abandon(String reason) {
        LOG.atDebug().addKeyValue("reason", reason).log("client of a request is gone");
        gone = true;
        interrupt();
    }

    private void interrupt() {
        lock.lock();
        try {
            if (!over) {
                handler.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            Sse.start(response);
            feed.pump(response.getOutputStream());
        } catch (IOException e) {
            feed.abandon();
            abandon("it closed the stream");
        }
    }

    private Duration beat() {
        Duration age = age();
        if (age.compareTo(FRESH) < 0) {
            return BEAT;
        }
        return age.compareTo(USUAL) < 0 ? SLOWER_BEAT : SLOW_BEAT;
    }
}
