package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code subscriptions/listen} that is opened again with a growing pause whenever it ends. What may have been missed
 * meanwhile is reported as if it had happened.
 */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE = 1000;
    private static final long LONGEST_PAUSE = 30_000;

    private final StatelessUpstream server;
    private final byte[] request;
    private final Consumer<byte[]> notifications;
    private final Runnable missed;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean acknowledged;
    private volatile boolean heardBefore;
    private volatile long pause = FIRST_PAUSE;

    /**
     * @param notifications gets what the server tells
     * @param missed called when the server listens to it again after a time when it may not have
     */
    Listening(StatelessUpstream server, byte[] request, Consumer<byte[]> notifications, Runnable missed) {
        this.server = server;
        this.request = request;
        this.notifications = notifications;
        this.missed = missed;
        this.thread = Thread.ofVirtual().name("mcp-listen").start(this::run);
    }

    private void run() {
        try {
            while (!ended) {
                listen();
                if (!ended) {
                    Thread.sleep(pause);
                    pause = Math.min(LONGEST_PAUSE, 2 * pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            settled.countDown();
        }
    }

    private void listen() {
        acknowledged = false;
        try {
            Envelope end = Envelope.scan(server.request(request, Map.of(), LIMIT, this::take));
            if (end.has(Member.ERROR)) {
                LOG.atDebug().addKeyValue("code", end.raw(Member.ERROR_CODE)).log("server refuses to be listened to");
                ended |= !acknowledged; // it will not like it any better the next time
            }
        } catch (ProblemException e) {
            LOG.atDebug().setCause(e).log("listening to a server ended");
        }
    }

    private void take(byte[] message) {
        if (ended) {
            return;
        }
        if (!Envelope.scan(message).is(Member.METHOD, "\"notifications/subscriptions/acknowledged\"")) {
            notifications.accept(message);
            return;
        }
        acknowledged = true;
        pause = FIRST_PAUSE;
        settled.countDown();
        if (heardBefore) {
            missed.run();
        }
        heardBefore = true;
    }

    /** Waits until the server has acknowledged or refused; false when it has done neither in time. */
    boolean await(Duration limit) throws InterruptedException {
        return settled.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() {
        ended = true;
        thread.interrupt();
    }
}
