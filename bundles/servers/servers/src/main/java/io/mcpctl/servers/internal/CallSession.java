package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The session with one instance that single calls share: opened by the first, and again by the next after its end. */
final class CallSession {
    private static final Duration HANDSHAKE = Duration.ofSeconds(60);

    private final String server;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long lastUsed = System.nanoTime();
    private @Nullable Opened open;
    private boolean closed;

    CallSession(String server) {
        this.server = server;
    }

    /** An initialised session and the server's answer to {@code initialize}. */
    record Opened(Upstream upstream, Handshake handshake) {}

    /** What the server answered to {@code initialize}. */
    static final class Handshake {
        private final byte[] answer;

        private Handshake(byte[] answer) {
            this.answer = answer;
        }
    }

    /** The answer to {@code initialize} under an id. */
    byte[] handshake(Function<UpstreamListener, Upstream> dial, int id) {
        return McpMessages.withId(opened(dial).handshake().answer, id);
    }

    /** Sends a request; one that a server refused because it forgot the session is sent again over a new one. */
    byte[] ask(Function<UpstreamListener, Upstream> dial, byte[] message, Duration limit) {
        try {
            return once(dial, message, limit);
        } catch (ProblemException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
            return once(dial, message, limit);
        }
    }

    private byte[] once(Function<UpstreamListener, Upstream> dial, byte[] message, Duration limit) {
        try {
            return opened(dial).upstream().request(message, limit);
        } finally {
            lastUsed = System.nanoTime();
        }
    }

    private Opened opened(Function<UpstreamListener, Upstream> dial) {
        lock();
        try {
            if (closed) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "the instance is being stopped; retry in a moment");
            }
            Opened known = open;
            if (known == null || !known.upstream().isOpen()) {
                end();
                known = initialized(dial);
                open = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Opened initialized(Function<UpstreamListener, Upstream> dial) {
        PoliteClient client = new PoliteClient(server, () -> {});
        Upstream upstream = dial.apply(client);
        client.on(upstream);
        try {
            byte[] answer = upstream.request(McpMessages.initialize(), HANDSHAKE);
            Optional<String> refusal = McpMessages.failure(answer);
            if (refusal.isPresent()) {
                throw new ProblemException(
                        ProblemKind.UPSTREAM, "server \"" + server + "\": initialize " + refusal.get());
            }
            upstream.send(McpMessages.initialized());
            return new Opened(upstream, new Handshake(answer));
        } catch (RuntimeException e) {
            upstream.close();
            throw e;
        }
    }

    private void lock() {
        try {
            if (lock.tryLock(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while opening \"" + server + "\"", e);
        }
        throw new ProblemException(ProblemKind.TIMEOUT, "server \"" + server + "\" does not open a session in time");
    }

    void closeIfIdle(Duration limit) {
        if (System.nanoTime() - lastUsed > limit.toNanos() && lock.tryLock()) {
            try {
                end();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Ends it together with its instance. */
    void close() {
        lock();
        try {
            closed = true;
            end();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        Opened known = open;
        open = null;
        if (known != null) {
            known.upstream().close();
        }
    }
}
