package io.mcpctl.embedded.internal;

import io.mcpctl.boot.FrameworkCache;
import io.mcpctl.boot.FrameworkProperties;
import io.mcpctl.boot.Listener;
import io.mcpctl.boot.RunToken;
import io.mcpctl.boot.StartException;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.framework.Felix;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One framework with our bundles, in a home of its own. */
public final class Carrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.mcpctl.embedded");
    /** Half a minute for running requests, the rest for servers and connections. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);

    private final Place place;
    private final Felix framework;
    private final Optional<Listener> listener;
    private final String token;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long begin;
    private Duration startedIn = Duration.ZERO;

    private Carrier(Place place, Felix framework, Optional<Listener> listener, String token, long begin) {
        this.place = place;
        this.token = token;
        this.begin = begin;
        this.framework = framework;
        this.listener = listener;
    }

    /** Returns when it serves; otherwise nothing is left of it. */
    public static Carrier start(Plan plan) {
        Place place = Place.open(plan.home());
        Carrier carrier;
        try {
            carrier = prepare(place, plan);
        } catch (StartException e) {
            place.close();
            throw failed(e);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
        try {
            carrier.run(plan);
            return carrier;
        } catch (RuntimeException e) {
            carrier.close();
            throw e;
        }
    }

    private static ProblemException failed(Exception e) {
        return new ProblemException(ProblemKind.UNAVAILABLE, "mcpctl does not start: " + e.getMessage(), e);
    }

    private static Carrier prepare(Place place, Plan plan) throws StartException {
        Path home = place.home().folder();
        Optional<Listener> listener = plan.port().isPresent()
                ? Optional.of(Listener.free(
                        plan.settings().getOrDefault("http.host", "127.0.0.1"),
                        Integer.toString(plan.port().getAsInt())))
                : Optional.empty();
        BundleStore store = BundleStore.in(home);
        String token = RunToken.make();
        long begin = System.nanoTime();
        try {
            List<Path> jars = new ArrayList<>(store.jars());
            jars.removeIf(jar -> listener.isEmpty() && Headless.needless(jar));
            jars.addAll(plan.bundles());
            Felix framework = FrameworkCache.prepare(
                    home, jars, properties(home, store, listener, token, plan), Carrier::framework);
            return new Carrier(place, framework, listener, token, begin);
        } catch (BundleException | IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static Felix framework(Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("felix.log.logger", new FelixLog());
        return new Felix(all);
    }

    private static FrameworkProperties properties(
            Path home, BundleStore store, Optional<Listener> listener, String token, Plan plan) {
        Map<String, String> settings = new HashMap<>(plan.settings());
        FrameworkProperties properties = new FrameworkProperties(home)
                .systemPackages(store.shared())
                .launcher("auth.token", token)
                .daemon(home, listener.map(Listener::port).orElse(0));
        if (listener.isPresent()) {
            Listener open = listener.get();
            settings.put("http.host", open.host());
            settings.put("http.port", Integer.toString(open.port()));
            properties
                    .listen(open.host(), open.port())
                    .launcher("auth.url", open.url())
                    .launcher("servers.url", open.origin());
        } else {
            properties.put("org.osgi.framework.system.capabilities.extra", Headless.CAPABILITIES);
        }
        properties.settings(settings, List.of());
        // Handlers of URLs are one for the whole JVM: they are the host's.
        properties.put("felix.service.urlhandlers", "false");
        // With more, its threads outlive the framework by a minute.
        properties.put("felix.resolver.parallelism", "1");
        return properties;
    }

    private void run(Plan plan) {
        plan.contributions().forEach(one -> one.register(framework.getBundleContext()));
        Readiness readiness = new Readiness(framework, plan.startLimit());
        readiness.start();
        readiness.await(listener);
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
        LOG.atInfo()
                .addKeyValue("home", place.home().folder())
                .addKeyValue("took_ms", startedIn.toMillis())
                .log("mcpctl is ready");
    }

    /** UNAVAILABLE when nobody provides it. */
    public <T> T service(Class<T> type) {
        if (closed.get()) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "mcpctl is closed; start another");
        }
        ServiceReference<T> reference = framework.getBundleContext().getServiceReference(type);
        T service = reference == null ? null : framework.getBundleContext().getService(reference);
        if (service == null) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "nobody provides " + type.getName() + " now");
        }
        return service;
    }

    public Path home() {
        return place.home().folder();
    }

    public String token() {
        return token;
    }

    public Optional<String> url() {
        return listener.map(Listener::url);
    }

    public Duration startedIn() {
        return startedIn;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            framework.stop();
            FrameworkEvent end = framework.waitForStop(STOP_LIMIT.toMillis());
            if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.atWarn().addKeyValue("limit_s", STOP_LIMIT.toSeconds()).log("the framework did not stop in time");
            }
        } catch (BundleException e) {
            LOG.atWarn().setCause(e).log("the framework did not stop cleanly");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            place.close();
        }
    }
}
