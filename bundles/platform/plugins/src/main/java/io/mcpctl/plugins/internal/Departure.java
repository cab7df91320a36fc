package io.mcpctl.plugins.internal;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one version: its services are taken out of their directories, which wait for the calls under way; then it is
 * uninstalled. What stays behind, threads and memory, is noticed.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
    /** What was never in service has no calls to wait for. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int MOST_REMAINS = 100;

    private final BundleContext context;
    private final Duration limit;
    private final Deque<Remains> remains = new ArrayDeque<>();

    /** What may be left of a version; its class loader is gone when nobody holds anything of it. */
    private record Remains(
            String name, String version, WeakReference<ClassLoader> loader, List<WeakReference<Thread>> threads) {
        boolean isGone() {
            return loader.refersTo(null) && running().isEmpty();
        }

        List<String> running() {
            return threads.stream()
                    .map(WeakReference::get)
                    .filter(thread -> thread != null && thread.isAlive())
                    .map(Thread::getName)
                    .toList();
        }
    }

    /** @param limit for calls under way and for what components do at their end */
    Departure(BundleContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
    }

    /**
     * One that never was in service.
     *
     * @param before threads of plug-ins of this name before it was started
     */
    void discard(JarFacts facts, Bundle bundle, Set<Thread> before) {
        Set<Thread> own = OwnThreads.of(facts);
        own.removeAll(before);
        end(facts, bundle, own, limit.compareTo(IDLE) < 0 ? limit : IDLE);
    }

    /** One that nothing follows. */
    void end(Running running) {
        end(running.facts(), running.bundle(), OwnThreads.of(running.facts()), limit);
    }

    /** @param own its threads, as they were before the next version was started */
    void end(Running running, Set<Thread> own) {
        end(running.facts(), running.bundle(), own, limit);
    }

    private void end(JarFacts facts, Bundle bundle, Set<Thread> own, Duration atMost) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        WeakReference<ClassLoader> loader = new WeakReference<>(wiring == null ? null : wiring.getClassLoader());
        try {
            Limited.run("plugin-stop-" + facts.name(), atMost, () -> {
                bundle.stop(Bundle.STOP_TRANSIENT);
                return true;
            });
        } catch (TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("plugin", facts.name())
                    .addKeyValue("version", facts.version())
                    .addKeyValue("limit_s", atMost.toSeconds())
                    .log("plug-in did not stop in time, it is removed all the same");
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("plugin", facts.name())
                    .addKeyValue("version", facts.version())
                    .setCause(e.getCause())
                    .log("plug-in failed while stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // the framework is stopping, and stops this too
        }
        uninstall(facts, bundle, atMost);
        Remains left = new Remains(
                facts.name(),
                facts.version(),
                loader,
                own.stream().map(WeakReference::new).toList());
        remember(left);
        List<String> threads = left.running();
        if (!threads.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("plugin", facts.name())
                    .addKeyValue("version", facts.version())
                    .addKeyValue("threads", threads)
                    .log("plug-in left threads running");
        }
    }

    private void uninstall(JarFacts facts, Bundle bundle, Duration atMost) {
        try {
            Limited.run("plugin-uninstall-" + facts.name(), atMost, () -> {
                bundle.uninstall();
                Objects.requireNonNull(context.getBundle(0).adapt(FrameworkWiring.class))
                        .refreshBundles(List.of(bundle));
                return true;
            });
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("plugin", facts.name())
                    .addKeyValue("version", facts.version())
                    .setCause(e)
                    .log("plug-in cannot be uninstalled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(Remains one) {
        synchronized (remains) {
            remains.removeIf(Remains::isGone);
            if (remains.size() == MOST_REMAINS) {
                remains.removeFirst();
            }
            remains.add(one);
        }
    }

    /** Former versions of a plug-in whose classes are still in memory; some wait for the next garbage collection only. */
    List<String> inMemory(String plugin) {
        synchronized (remains) {
            remains.removeIf(Remains::isGone);
            return remains.stream()
                    .filter(each -> each.name().equals(plugin) && !each.loader().refersTo(null))
                    .map(Remains::version)
                    .toList();
        }
    }

    /** Threads that former versions of a plug-in left running. */
    List<String> threadsLeft(String plugin) {
        synchronized (remains) {
            return remains.stream()
                    .filter(each -> each.name().equals(plugin))
                    .flatMap(each -> each.running().stream())
                    .toList();
        }
    }
}
