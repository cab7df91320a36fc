package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request in flight: its caller waits for an answer or a failure, whichever comes first. The limit is looked after
 * by the connector's watch, because a timer for each call costs more than the call itself.
 */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    /** How it ended. */
    private sealed interface End {
        record Answered(byte[] message) implements End {}

        record Failed(ProblemException problem) implements End {}

        record Expired() implements End {}

        /** The caller was interrupted; nothing else has happened yet. */
        record Interrupted() implements End {}
    }

    final int id;
    final byte[] callerId;
    final String method;
    final String correlation;
    private volatile byte[] progressToken;
    private volatile long limitNanos;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final AtomicReference<@Nullable Closeable> used = new AtomicReference<>();
    private volatile long lastSign = System.nanoTime();

    Call(int id, Envelope request, long limitNanos, String correlation) {
        this.id = id;
        this.callerId = request.raw(Member.ID).orElseThrow();
        this.method = request.method();
        this.progressToken = request.raw(Member.PARAMS_META_PROGRESS_TOKEN).orElse(new byte[0]);
        this.limitNanos = limitNanos;
        this.correlation = correlation;
    }

    boolean isFor(byte[] otherId) {
        return Arrays.equals(callerId, otherId);
    }

    boolean hasToken(byte[] token) {
        return token.length > 0 && Arrays.equals(progressToken, token);
    }

    /** The server knows the caller's progress token by this one. */
    void sendsToken(byte[] token) {
        progressToken = token;
    }

    /** From now on it may take as long as it likes. */
    void lift() {
        limitNanos = Long.MAX_VALUE;
    }

    void restartLimit() {
        lastSign = System.nanoTime();
    }

    void answer(byte[] message) {
        end(new End.Answered(message));
    }

    void fail(ProblemException problem) {
        end(new End.Failed(problem));
    }

    /**
     * Ends it when nothing was heard of it for longer than its limit.
     *
     * @param patience tells whether the limit is suspended because the server itself waits for a person
     */
    void expire(long now, Patience patience) {
        if (limitNanos - (now - patience.later(lastSign)) <= 0) {
            end(new End.Expired());
        }
    }

    private void end(End how) {
        if (end.compareAndSet(null, how)) {
            if (Thread.currentThread() != caller) {
                release();
                LockSupport.unpark(caller);
            }
        }
    }

    boolean isDone() {
        return end.get() != null;
    }

    /** Names what the caller waits for, so that another thread that ends the call can wake it by closing that. */
    void uses(Closeable waitedFor) {
        used.set(waitedFor);
        if (isDone()) {
            release();
        }
    }

    /** The caller waits for it no longer; false when it has been closed already. */
    boolean keeps(Closeable waitedFor) {
        return used.compareAndSet(waitedFor, null);
    }

    private void release() {
        Closeable waitedFor = used.getAndSet(null);
        if (waitedFor != null) {
            try {
                waitedFor.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("connection of an ended call not closed cleanly");
            }
        }
    }

    /** Waits for the end, or for an interruption of the caller. */
    void await() {
        while (!isDone()) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits so long, unless the call ends or its caller is interrupted before. */
    void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isDone(); left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /**
     * The answer.
     *
     * @param giveUp tells the server, with a reason, that nobody waits any longer
     */
    byte[] result(String server, Consumer<String> giveUp) {
        End how = end.get();
        return switch (how == null ? new End.Interrupted() : how) {
            case End.Answered answered -> answered.message();
            case End.Failed failed -> throw failed.problem();
            case End.Expired expired -> {
                String within = " within " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms";
                giveUp.accept("no answer" + within);
                throw new ProblemException(
                        ProblemKind.TIMEOUT, "server \"" + server + "\" did not answer " + method + within);
            }
            case End.Interrupted interrupted -> {
                giveUp.accept("the caller was interrupted");
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE, method + " of server \"" + server + "\" was interrupted");
            }
        };
    }
}
