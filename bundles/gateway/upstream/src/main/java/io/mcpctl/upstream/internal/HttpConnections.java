package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to HTTP servers, kept for further requests; a stated number rests at most, the newest is used first. */
final class HttpConnections {
    private static final int MAX_RESTING = 1024;
    private static final long MAX_REST = TimeUnit.SECONDS.toNanos(60);
    /** A server closes an idle connection when it likes, or is replaced; after so long it is worth a look of a millisecond. */
    private static final long TRUSTED_REST = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<HttpAddress, ConcurrentLinkedDeque<HttpConnection>> resting = new ConcurrentHashMap<>();
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Headroom headroom;
    private volatile boolean closed;

    HttpConnections(Headroom headroom) {
        this.headroom = headroom;
    }

    /** Memory for what comes over them. */
    Headroom headroom() {
        return headroom;
    }

    /** A connection that nobody else uses until it is given back or dropped. */
    HttpConnection take(HttpAddress address) throws IOException {
        ConcurrentLinkedDeque<HttpConnection> there = resting.get(address);
        if (there != null) {
            for (HttpConnection known = there.pollFirst(); known != null; known = there.pollFirst()) {
                count.decrementAndGet();
                if (!known.isOld(System.nanoTime(), MAX_REST) && known.isAlive(TRUSTED_REST)) {
                    return using(known);
                }
                known.close();
            }
        }
        return fresh(address);
    }

    /** A connection that has served nothing yet. */
    HttpConnection fresh(HttpAddress address) throws IOException {
        return using(new HttpConnection(address));
    }

    private HttpConnection using(HttpConnection connection) {
        used.add(connection);
        return connection;
    }

    void giveBack(HttpConnection connection) {
        used.remove(connection);
        if (closed || !connection.rest()) {
            connection.close();
            return;
        }
        if (count.incrementAndGet() > MAX_RESTING) {
            count.decrementAndGet();
            connection.close();
            return;
        }
        resting.compute(connection.address(), (address, known) -> {
            ConcurrentLinkedDeque<HttpConnection> there = known == null ? new ConcurrentLinkedDeque<>() : known;
            there.addFirst(connection);
            return there;
        });
    }

    void drop(HttpConnection connection) {
        used.remove(connection);
        connection.close();
    }

    /** Closes what rested too long, and what is in use beyond its limit. */
    void sweep() {
        long now = System.nanoTime();
        used.forEach(connection -> {
            if (connection.isOverdue(now)) {
                drop(connection);
            }
        });
        resting.forEach((address, there) -> {
            there.forEach(connection -> {
                if (connection.isOld(now, MAX_REST) && there.remove(connection)) {
                    count.decrementAndGet();
                    connection.close();
                }
            });
            resting.computeIfPresent(address, (a, known) -> known.isEmpty() ? null : known);
        });
    }

    void close() {
        closed = true;
        resting.values().forEach(there -> there.forEach(HttpConnection::close));
        resting.clear();
        used.forEach(HttpConnection::close);
    }
}
