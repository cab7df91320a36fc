package io.mcpctl.launcher;

import io.mcpctl.boot.BundleSet;
import io.mcpctl.boot.FrameworkCache;
import io.mcpctl.boot.FrameworkProperties;
import io.mcpctl.boot.Listener;
import io.mcpctl.boot.StartException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/** The framework with the bundles of one distribution. */
final class Daemon {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    /** Half a minute for running requests, the rest for servers and connections. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);

    private static final String ERROR = "mcpctl.startup.error";
    private static final String EXIT_CODE = "mcpctl.startup.exit";

    private final Framework framework;
    private final Listener listener;

    private Daemon(Framework framework, Listener listener) {
        this.framework = framework;
        this.listener = listener;
    }

    static Daemon start(Arguments arguments, Map<String, String> settings, String token) throws StartException {
        Listener listener = Listener.free(
                settings.getOrDefault("http.host", "127.0.0.1"), settings.getOrDefault("http.port", "3200"));
        Map<String, String> all = new HashMap<>(settings);
        all.put("http.host", listener.host());
        all.put("http.port", Integer.toString(listener.port()));
        all.remove("log.level");
        FrameworkProperties properties = new FrameworkProperties(arguments.home())
                .listen(listener.host(), listener.port())
                .daemon(arguments.home(), listener.port())
                .settings(all, Settings.named(System.getenv()))
                .optionalParts(arguments.distribution().resolveSibling("optional"))
                .launcher("auth.token", token)
                .launcher("auth.url", listener.url())
                .launcher("tierlink.url", listener.url())
                .launcher("servers.url", listener.origin());
        if (!arguments.upstreams().isEmpty()) {
            properties.launcher("tierlink.upstreams", String.join("\n", arguments.upstreams()));
        }
        arguments.config().ifPresent(file -> properties.launcher("tierlink.settings", file.toString()));
        try {
            FrameworkFactory factory =
                    ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
            Framework framework = FrameworkCache.prepare(
                    arguments.home(),
                    BundleSet.in(arguments.distribution().resolve("bundles")),
                    properties,
                    factory::newFramework);
            framework.start();
            return new Daemon(framework, listener);
        } catch (BundleException e) {
            throw new StartException("the framework does not start: " + e.getMessage());
        }
    }

    String url() {
        return listener.url();
    }

    /** Waits until {@code /health} answers 200; ends early with the reason when a component reported one. */
    void awaitReady() throws StartException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String error = System.getProperty(ERROR);
            if (error != null) {
                throw new StartException(error, Integer.getInteger(EXIT_CODE, 1));
            }
            if (listener.answers("/health")) {
                return;
            }
            Thread.sleep(20);
        }
        throw new StartException("not ready after " + READY_LIMIT.toSeconds()
                + " s; see logs/daemon.log and logs/daemon.out in the home");
    }

    /** Those of all bundles that have loaded classes. */
    List<ClassLoader> classLoaders() {
        return Stream.of(framework.getBundleContext().getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(Objects::nonNull)
                .map(BundleWiring::getClassLoader)
                .filter(Objects::nonNull)
                .toList();
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        FrameworkEvent end = framework.waitForStop(STOP_LIMIT.toMillis());
        if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            System.err.println("Warning: the framework did not stop within " + STOP_LIMIT.toSeconds() + " s");
        }
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
