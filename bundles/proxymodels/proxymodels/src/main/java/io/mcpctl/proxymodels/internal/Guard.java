package io.mcpctl.proxymodels.internal;

import io.mcpctl.observe.api.PluginMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Calls plug-ins, so that whatever they do costs their own call only. A hook runs on the caller's thread, which is
 * cheap, and is interrupted at its deadline; one that was late once runs on a thread of its own from then on, where it
 * can be left behind. Stages always do.
 */
@Component(service = Guard.class)
public final class Guard {
    /** Calls of one plug-in that were left behind and have not ended. */
    private static final int MAX_LEFT_BEHIND = 16;

    private final Watches watches = new Watches();
    private final Map<String, Conduct> conducts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable PluginMetrics> metrics = new AtomicReference<>();

    /** What is known of one plug-in. */
    private static final class Conduct {
        private final AtomicInteger leftBehind = new AtomicInteger();
        private volatile boolean slow;
    }

    /** Work that is told how long it may take. */
    @FunctionalInterface
    interface Work<T> {
        T run(Watch watch) throws Exception;
    }

    @Activate
    public Guard() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setMetrics(PluginMetrics current) {
        metrics.set(current);
    }

    void unsetMetrics(PluginMetrics gone) {
        metrics.compareAndSet(gone, null);
    }

    /** Calls on the caller's thread as long as the plug-in behaves. */
    <T> T here(Plugin plugin, Duration limit, Work<T> work) throws PluginFailure {
        Conduct conduct = conduct(plugin);
        return counted(
                plugin, () -> conduct.slow ? apart(plugin, conduct, limit, work) : watched(conduct, limit, work));
    }

    /** Calls on a thread of its own. An interruption of the caller ends the call, and stays set. */
    <T> T apart(Plugin plugin, Duration limit, Work<T> work) throws PluginFailure {
        Conduct conduct = conduct(plugin);
        return counted(plugin, () -> apart(plugin, conduct, limit, work));
    }

    /** The same for what has to be done although the caller's own request may be given up meanwhile. */
    <T> T anyway(Plugin plugin, Duration limit, Work<T> work) throws PluginFailure {
        boolean interrupted = Thread.interrupted();
        Conduct conduct = conduct(plugin);
        try {
            return counted(plugin, () -> {
                Running<T> running = begin(plugin, conduct, limit, work);
                return awaitAnyway(running, conduct, limit);
            });
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does what a plug-in asked for; the time does not count for the plug-in. */
    <T> T meanwhile(Supplier<T> work) {
        Optional<Watch> watch = watches.mine();
        watch.ifPresent(Watch::pause);
        try {
            return work.get();
        } finally {
            watch.ifPresent(Watch::resume);
        }
    }

    /** What was known of a plug-in that has gone. */
    void forget(String family, String name) {
        conducts.remove(family + '/' + name);
    }

    private Conduct conduct(Plugin plugin) {
        String key = plugin.key();
        Conduct known = conducts.get(key);
        return known != null ? known : conducts.computeIfAbsent(key, absent -> new Conduct());
    }

    private <T> T counted(Plugin plugin, Callable<T> call) throws PluginFailure {
        long begin = System.nanoTime();
        boolean ok = false;
        try {
            T result = call.call();
            if (result == null) {
                throw new PluginFailure(plugin.sentence("returned null"));
            }
            ok = true;
            return result;
        } catch (PluginFailure e) {
            throw e;
        } catch (Throwable e) { // also linkage errors of a plug-in that was taken away too early
            throw new PluginFailure(plugin.sentence("failed: " + reason(e)), e);
        } finally {
            PluginMetrics to = metrics.get();
            if (to != null) {
                to.called(plugin.family(), plugin.name(), ok, Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    private static String reason(Throwable e) {
        return Optional.ofNullable(e.getMessage())
                .filter(text -> !text.isBlank())
                .orElse(e.getClass().getSimpleName());
    }

    private <T> T watched(Conduct conduct, Duration limit, Work<T> work) throws Exception {
        Watch watch = new Watch(Thread.currentThread(), limit);
        watches.add(watch);
        try {
            T result = work.run(watch);
            end(watch, conduct, limit);
            return result;
        } catch (Exception e) {
            end(watch, conduct, limit);
            throw e;
        } finally {
            watches.remove(watch);
            watch.back(); // also after an error
        }
    }

    private static void end(Watch watch, Conduct conduct, Duration limit) throws TimeoutException {
        if (!watch.back()) {
            conduct.slow = true;
            throw new TimeoutException(late(limit));
        }
    }

    /** A call on a thread of its own. */
    private record Running<T>(FutureTask<T> task, Watch watch) {}

    private <T> T apart(Plugin plugin, Conduct conduct, Duration limit, Work<T> work) throws Exception {
        Running<T> running = begin(plugin, conduct, limit, work);
        try {
            return await(running, conduct, limit);
        } catch (InterruptedException e) {
            running.task().cancel(true); // the client gave the request up
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    private <T> Running<T> begin(Plugin plugin, Conduct conduct, Duration limit, Work<T> work) throws PluginFailure {
        if (conduct.leftBehind.get() >= MAX_LEFT_BEHIND) {
            throw new PluginFailure(plugin.sentence("is left out: " + MAX_LEFT_BEHIND
                    + " of its calls did not end in time and still run; exchange the plug-in"));
        }
        CompletableFuture<Watch> begun = new CompletableFuture<>();
        FutureTask<T> task = new FutureTask<>(() -> {
            Watch watch = new Watch(Thread.currentThread(), limit);
            watches.addAwaited(watch);
            begun.complete(watch);
            try {
                return work.run(watch);
            } finally {
                watches.remove(watch);
                if (!watch.back()) {
                    conduct.leftBehind.decrementAndGet();
                }
            }
        });
        // A platform thread: a plug-in that computes for ever on a virtual one would take a carrier from everybody
        // else.
        Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name(plugin.key())
                .start(task);
        return new Running<>(task, begun.join()); // as long as a thread takes to start
    }

    private static <T> T awaitAnyway(Running<T> running, Conduct conduct, Duration limit) throws Exception {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(running, conduct, limit);
                } catch (InterruptedException e) {
                    interrupted = true; // kept for the caller; the limit ends the waiting
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T await(Running<T> running, Conduct conduct, Duration limit) throws Exception {
        Watch watch = running.watch();
        while (true) {
            try {
                return running.task().get(watch.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                // An interruption of the plug-in is none of the caller.
                throw e.getCause() instanceof Exception cause && !(cause instanceof InterruptedException) ? cause : e;
            } catch (TimeoutException e) {
                if (watch.isOver()) {
                    leave(watch, conduct, limit);
                }
            }
        }
    }

    private static void leave(Watch watch, Conduct conduct, Duration limit) throws TimeoutException {
        conduct.leftBehind.incrementAndGet();
        if (watch.cut()) {
            throw new TimeoutException(late(limit));
        }
        conduct.leftBehind.decrementAndGet(); // it came back in this very moment
    }

    private static String late(Duration limit) {
        return "not back after " + limit.toMillis() + " ms";
    }

    @Deactivate
    void deactivate() {
        watches.close();
    }
}
