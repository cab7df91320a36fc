package io.mcpctl.gateway.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration SLOW_BEAT = Duration.ofSeconds(5);
    private static final int BEATS = 30;
    private static final int MAX_BYTES_WAITING = 16 << 20;
    private static final byte[] END = new byte[0];

    private final HttpServletResponse response;
    private final Thread handler;
    private final long begin = System.nanoTime();
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytesWaiting = new AtomicLong();
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
        if (bytesWaiting.addAndGet(message.length) > MAX_BYTES_WAITING) {
            abandon("it reads more slowly than its server sends");
            return;
        }
        waiting.add(message);
        stream();
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
        waiting.add(gone ? END : answer);
        waiting.add(END);
        try {
            streaming.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            OutputStream out = response.getOutputStream();
            int beats = 0;
            while (!gone) {
                Duration beat = beats < BEATS ? BEAT : SLOW_BEAT;
                byte[] next = waiting.poll(beat.toMillis(), TimeUnit.MILLISECONDS);
                if (next == END) {
                    return;
                }
                if (next == null) {
                    beats++;
                    Sse.comment(out);
                } else {
                    Sse.event(out, next);
                    bytesWaiting.addAndGet(-next.length);
                }
            }
        } catch (IOException e) {
            abandon("it closed the stream");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
