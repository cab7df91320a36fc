package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The beginning of an upstream session that several clients wait for; none of them can break it off. */
final class Opening {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final byte[] INITIALIZED = Messages.notification("notifications/initialized");

    private final String server;
    private final FutureTask<Handshake> task;
    private final AtomicBoolean started = new AtomicBoolean();

    Opening(String server, Callable<Handshake> work) {
        this.server = server;
        this.task = new FutureTask<>(work);
    }

    /** Initializes a fresh upstream session; {@code correlation}: what the request is called that needs it. */
    static Handshake shakeHands(String server, Upstream fresh, Hello hello, String correlation) {
        Envelope answer = Envelope.scan(fresh.request(hello.request(), LIMIT, correlation));
        if (!answer.has(Member.RESULT)) {
            throw new ServerRefused(server, answer);
        }
        fresh.send(INITIALIZED);
        return Handshake.of(answer);
    }

    Handshake await() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-open-" + server).start(task);
        }
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ProblemException(
                    ProblemKind.TIMEOUT,
                    "server \"" + server + "\" did not start a session within " + LIMIT.toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while opening \"" + server + "\"", e);
        }
    }
}
