package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One request in flight: its caller parks here until an answer, a failure or the limit. */
final class Call {
    final int id;
    final byte[] callerId;
    final String method;
    private final byte[] progressToken;
    private final Thread caller = Thread.currentThread();
    private volatile long lastSign = System.nanoTime();
    private volatile byte @Nullable [] answer;
    private volatile @Nullable ProblemException failure;

    Call(int id, Envelope request) {
        this.id = id;
        this.callerId = request.raw(Member.ID).orElseThrow();
        this.method = request.method();
        this.progressToken = request.raw(Member.PARAMS_META_PROGRESS_TOKEN).orElse(new byte[0]);
    }

    boolean isFor(byte[] otherId) {
        return Arrays.equals(callerId, otherId);
    }

    boolean hasToken(byte[] token) {
        return token.length > 0 && Arrays.equals(progressToken, token);
    }

    void restartLimit() {
        lastSign = System.nanoTime();
    }

    void answer(byte[] message) {
        answer = message;
        LockSupport.unpark(caller);
    }

    void fail(ProblemException problem) {
        failure = problem;
        LockSupport.unpark(caller);
    }

    boolean isAnswered() {
        return answer != null;
    }

    boolean isDone() {
        return answer != null || failure != null;
    }

    /** How the wait ended without an answer of the server. */
    enum Outcome {
        DONE,
        EXPIRED,
        INTERRUPTED
    }

    /**
     * Waits for the end of the call.
     *
     * @param patience tells whether the limit is suspended because the server itself waits for a person
     */
    Outcome await(long limitNanos, Patience patience) {
        while (!isDone()) {
            long left = limitNanos - (System.nanoTime() - patience.later(lastSign));
            if (left <= 0) {
                return Outcome.EXPIRED;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted() && !isDone()) {
                Thread.currentThread().interrupt();
                return Outcome.INTERRUPTED;
            }
        }
        return Outcome.DONE;
    }

    byte[] result() {
        ProblemException problem = failure;
        if (problem != null) {
            throw problem;
        }
        byte[] message = answer;
        if (message == null) {
            throw new IllegalStateException("asked before the end of the call");
        }
        return message;
    }
}
