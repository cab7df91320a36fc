package io.mcpctl.proxymodels.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at all running watches a few times a second; its thread lives as long as there was a call. */
final class Watches implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Those that are interrupted from here. */
    private final Set<Watch> running = ConcurrentHashMap.newKeySet();
    /** Those that somebody waits for. */
    private final Set<Watch> awaited = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable Thread> looker = new AtomicReference<>();
    private volatile boolean closed;

    void add(Watch watch) {
        running.add(watch);
        if (looker.get() == null && !closed) {
            Thread fresh = Thread.ofVirtual().name("proxymodel-deadlines").unstarted(this::lookForEver);
            if (looker.compareAndSet(null, fresh)) {
                fresh.start();
            }
        }
    }

    void addAwaited(Watch watch) {
        awaited.add(watch);
    }

    void remove(Watch watch) {
        running.remove(watch);
        awaited.remove(watch);
    }

    /** The watch over the work of this thread. */
    Optional<Watch> mine() {
        Thread thread = Thread.currentThread();
        return Stream.concat(running.stream(), awaited.stream())
                .filter(watch -> watch.isOf(thread))
                .findFirst();
    }

    private void lookForEver() {
        try {
            while (!closed) {
                Thread.sleep(INTERVAL);
                running.removeIf(watch -> watch.isOver() && watch.cut());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread thread = looker.get();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
