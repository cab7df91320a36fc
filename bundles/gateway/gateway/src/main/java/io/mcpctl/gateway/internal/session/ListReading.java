package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One list of one server: being read, read, or not to be had. */
final class ListReading {
    private final Link reader;
    private final long patience;
    private final long begun = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    /** Who went without it; at most all live sessions. */
    private final Set<Session> missed = ConcurrentHashMap.newKeySet();

    private volatile @Nullable List<Element> elements;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean unreachable;
    private volatile boolean left;
    private volatile long since = begun;
    private volatile long weight;

    ListReading(Link reader, Duration patience) {
        this.reader = reader;
        this.patience = patience.toNanos();
    }

    void listed(List<Element> found) {
        long size = 0;
        Object page = null;
        for (Element element : found) {
            size += element.page() == page ? 0 : element.page().message().length;
            page = element.page();
        }
        weight = size;
        elements = List.copyOf(found);
        end();
    }

    void failed(RuntimeException e) {
        left = reader.isClosed();
        unreachable = !reader.isOpen();
        failure = e;
        end();
    }

    private void end() {
        since = System.nanoTime();
        done.countDown();
        if (failure == null) {
            missed.forEach(Session::listsChanged);
        }
        missed.clear();
    }

    /** The list, or null when its reader left before it was read; throws when it is not to be had in time. */
    @Nullable
    List<Element> await(Link waiting) {
        try {
            long left = patience - (System.nanoTime() - begun);
            if (!done.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                missed.add(waiting.session());
                throw new ProblemException(
                        ProblemKind.TIMEOUT, "server \"" + waiting.server() + "\" has not answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while waiting for a list", e);
        }
        RuntimeException failed = failure;
        if (failed != null && !left) {
            throw failed;
        }
        return elements;
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    boolean hasFailed() {
        return failure != null;
    }

    boolean isOfAClientThatLeft() {
        return reader.isClosed();
    }

    boolean isStale(ListCache.Lives lives) {
        Duration life = hasFailed() ? lives.failed() : lives.fresh();
        return isDone() && System.nanoTime() - since > life.toNanos();
    }

    /** Whether its server does not even take connections, as far as is known. */
    boolean isUnreachable(ListCache.Lives lives) {
        return isDone() ? unreachable && !isStale(lives) : System.nanoTime() - begun > patience && !reader.isOpen();
    }

    /** Bytes it takes. */
    long weight() {
        return weight;
    }
}
