package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Questions of the server that the client has not answered yet, as requests of a session. */
final class Questions {
    /** People take their time; but nothing waits for ever. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private static final int MAX_OPEN = 256;

    private final UpstreamListener listener;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, CompletableFuture<Envelope>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Questions(UpstreamListener listener) {
        this.listener = listener;
    }

    /** A question that was asked. */
    final class Asked {
        private final String id = Integer.toString(ids.incrementAndGet());
        private final CompletableFuture<Envelope> answer = new CompletableFuture<>();

        /** Waits for the client's response. Whoever stops waiting takes the question back. */
        Envelope await() {
            try {
                return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while the client was asked", e);
            } catch (TimeoutException e) {
                throw new ProblemException(
                        ProblemKind.TIMEOUT, "the client did not answer a question of the server within an hour", e);
            } catch (ExecutionException e) {
                throw new ProblemException(ProblemKind.UPSTREAM, "the session ended while the client was asked", e);
            }
        }

        /** Forgets it; a client that still thinks about it is told. */
        void close() {
            if (open.remove(id, answer) && !answer.isDone()) {
                listener.notification(
                        Messages.notification("notifications/cancelled", Messages.ascii("{\"requestId\":" + id + "}")));
            }
        }
    }

    /** Asks the client because of its request {@code about}, empty when of none; {@code params} is raw JSON. */
    Asked ask(String method, byte[] params, byte[] about) {
        if (open.size() >= MAX_OPEN) {
            throw new ProblemException(
                    ProblemKind.THROTTLED, "the client has " + MAX_OPEN + " unanswered questions of the server");
        }
        Asked asked = new Asked();
        open.put(asked.id, asked.answer);
        if (closed) {
            open.remove(asked.id);
            throw new ProblemException(ProblemKind.UPSTREAM, "the session was closed");
        }
        listener.request(Messages.request(Messages.ascii(asked.id), method, params), about);
        return asked;
    }

    void answered(Envelope response) {
        response.raw(Member.ID)
                .map(raw -> open.remove(new String(raw, StandardCharsets.UTF_8)))
                .ifPresent(answer -> answer.complete(response));
    }

    void close() {
        closed = true;
        open.values().forEach(answer -> answer.completeExceptionally(new IllegalStateException("closed")));
        open.clear();
    }
}
