package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.message.Filter;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a project's subscription that is at one server; taken up again when the server was away. */
final class ServerListening {
    private static final Logger LOG = LoggerFactory.getLogger(ServerListening.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MAX_HELD_BACK = 256;

    private final String server;
    private final Map<String, String> uris;
    private final Consumer<byte[]> sink;
    private final CompletableFuture<Optional<Filter>> agreed = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<byte[]> heldBack = new ArrayList<>();
    private boolean acknowledged;
    private @Nullable Supplier<byte[]> work;
    private @Nullable Thread thread;
    private long began;

    /** {@code uris} are the client's names of resources by those of the server. */
    ServerListening(String server, Map<String, String> uris, Consumer<byte[]> sink) {
        this.server = server;
        this.uris = uris;
        this.sink = sink;
    }

    void start(Supplier<byte[]> request) {
        work = request;
        keep();
    }

    /** Begins again if it has ended, with a pause between. */
    void keep() {
        Supplier<byte[]> request = work;
        boolean idle = thread == null || !thread.isAlive();
        boolean rested = thread == null || System.nanoTime() - began > PAUSE.toNanos();
        if (request != null && idle && rested) {
            began = System.nanoTime();
            thread = Thread.ofVirtual().name("mcp-listen-" + server).start(() -> run(request));
        }
    }

    private void run(Supplier<byte[]> request) {
        try {
            byte[] end = request.get();
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("bytes", end.length)
                    .log("subscription ended by the server");
        } catch (ProblemException | RpcFault | ServerRefused e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("subscription ended");
        } finally {
            agreed.complete(Optional.empty());
        }
    }

    /** Takes what the server sends. */
    void take(byte[] message) {
        Envelope notification = Envelope.scan(message);
        if (notification.is(Member.METHOD, "\"notifications/subscriptions/acknowledged\"")) {
            agreed.complete(Optional.of(Filter.of(notification)));
            return;
        }
        byte[] shown = ProjectListening.shown(notification, uris);
        lock.lock();
        try {
            if (acknowledged) {
                sink.accept(shown);
            } else if (heldBack.size() < MAX_HELD_BACK) {
                heldBack.add(shown);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the server agreed to, or nothing when it did not answer in time. */
    Optional<Filter> agreed(long limit, TimeUnit unit) throws InterruptedException {
        try {
            return agreed.get(limit, unit);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().addKeyValue("server", server).log("server has not acknowledged a subscription in time");
            return Optional.empty();
        }
    }

    String shown(String uri) {
        return uris.getOrDefault(uri, uri);
    }

    /** The client has got its own acknowledgement: what came meanwhile can follow. */
    void acknowledged() {
        lock.lock();
        try {
            acknowledged = true;
            heldBack.forEach(sink);
            heldBack.clear();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
