package io.mcpctl.testkit;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.plugins.api.ExtensionPoint;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/**
 * The part of the daemon that takes plug-ins: a real OSGi framework with the component runtime and the deployer, over a
 * folder as its home. Nothing else of the daemon runs; what a provider needs of it is registered by {@link #register}.
 *
 * <pre>{@code
 * try (PluginHarness daemon = PluginHarness.open(folder)) {
 *     daemon.install(PluginJar.ofThisProject(folder));
 *     PipelineStage stage = daemon.provider(PipelineStage.class, "tsv");
 * }
 * }</pre>
 */
public final class PluginHarness implements AutoCloseable {
    private static final String ONE = "/plugins/{name}";

    private final FrameworkOfTest framework;

    private PluginHarness(FrameworkOfTest framework) {
        this.framework = framework;
    }

    /**
     * Starts it.
     *
     * @param folder an empty one, such as a {@code @TempDir}
     */
    public static PluginHarness open(Path folder) {
        try {
            FrameworkOfTest framework = FrameworkOfTest.start(folder.resolve("home"));
            framework.context().registerService(AccessControl.class, new FakeAccess(), null);
            framework.deployer();
            return new PluginHarness(framework);
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("the framework does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Registers a service that the daemon would provide, such as a {@link FakeSecrets}.
     *
     * @param type an interface of an API package
     */
    public <T> void register(Class<T> type, T service) {
        framework.context().registerService(type, service, null);
    }

    /**
     * Installs a jar as {@code mcpctl plugin install} does.
     *
     * @throws ProblemException with the sentence that the operator would read
     */
    public InstalledPlugin install(Path jar) {
        return send("/plugins", "", jar);
    }

    /** Puts a jar in place of the version that runs, as {@code mcpctl plugin upgrade} does. */
    public InstalledPlugin upgrade(String name, Path jar) {
        return send(ONE + "/upgrade", name, jar);
    }

    private InstalledPlugin send(String path, String name, Path jar) {
        try (InputStream content = Files.newInputStream(jar)) {
            return Views.plugin(json(call(
                    route("POST", path),
                    name,
                    new Upload(content),
                    Map.of("source", List.of(jar.getFileName().toString())))));
        } catch (IOException e) {
            throw new IllegalStateException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Changes settings as {@code mcpctl plugin configure} does. */
    public InstalledPlugin configure(String name, Map<String, String> settings) {
        Map<String, Optional<String>> values = new HashMap<>();
        settings.forEach((key, value) -> values.put(key, Optional.of(value)));
        Route<?> route = route("POST", ONE + "/settings");
        return Views.plugin(json(call(route, name, Views.body(route.body(), values), Map.of())));
    }

    /** Removes it as {@code mcpctl plugin remove} does. */
    public void remove(String name) {
        call(route("DELETE", ONE), name, new Route.Nothing(), Map.of());
    }

    /** What {@code mcpctl plugin list} shows. */
    public List<InstalledPlugin> list() {
        Object all = json(call(route("GET", "/plugins"), "", new Route.Nothing(), Map.of()));
        return ((Collection<?>) all).stream().map(Views::plugin).toList();
    }

    /**
     * A provider that was installed.
     *
     * @param spi interface of its family, such as {@code PipelineStage}
     * @param name as users write it
     */
    public <T> T provider(Class<T> spi, String name) {
        for (ServiceReference<T> service : framework.services(spi)) {
            if (name.equals(service.getProperty(key(spi)))) {
                T provider = framework.context().getService(service);
                if (provider != null) {
                    return provider;
                }
            }
        }
        throw new AssertionError("nobody provides " + key(spi) + " \"" + name + "\"; plug-ins: " + list());
    }

    /** Names of the providers of a family that are there now. */
    public List<String> names(Class<?> spi) {
        return framework.services(spi).stream()
                .map(service -> String.valueOf(service.getProperty(key(spi))))
                .sorted()
                .toList();
    }

    private static String key(Class<?> spi) {
        ExtensionPoint point = spi.getAnnotation(ExtensionPoint.class);
        if (point == null) {
            throw new IllegalArgumentException(spi.getName() + " is no SPI; give an interface with @ExtensionPoint");
        }
        return point.key();
    }

    private Route<?> route(String method, String path) {
        return framework.service(RouteProvider.class).routes().stream()
                .filter(route -> route.method().equals(method) && route.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the deployer has no " + method + " " + path));
    }

    private static <B extends Record> Reply call(
            Route<B> route, String name, Record body, Map<String, List<String>> query) {
        return route.handler()
                .handle(new Call<>(
                        Principal.SYSTEM,
                        Map.of("name", name),
                        query,
                        Map.of(),
                        route.body().cast(body),
                        "127.0.0.1"));
    }

    private static Object json(Reply reply) {
        if (reply instanceof Reply.Json json) {
            return json.value();
        }
        throw new IllegalStateException("the deployer answered with " + reply);
    }

    @Override
    public void close() {
        framework.close();
    }
}
