package io.mcpctl.plugins.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.plugins.api.ExtensionPoint;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** A real framework with the deployer in it, over a folder as its home. The API packages are those of the test. */
final class Home implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Packages of the test's class path without versions that change. */
    private static final String SHARED =
            "org.slf4j;version=2.0.17,org.slf4j.spi;version=2.0.17,org.slf4j.event;version=2.0.17,"
                    + "io.mcpctl.sample.api;version=1.1.0,org.osgi.service.cm;version=1.6.1";
    /** A class of each API whose packages the framework takes from the class path, too. */
    private static final List<Class<?>> APIS =
            List.of(ProblemException.class, ExtensionPoint.class, AccessControl.class, Route.class);

    private static final List<String> PARTS = List.of(
            "org.apache.felix.scr-",
            "org.apache.felix.configadmin-",
            "org.apache.felix.metatype-",
            "org.osgi.service.component-",
            "org.osgi.service.log-",
            "org.osgi.util.promise-",
            "org.osgi.util.function-");

    private final Framework framework;
    private final Path home;

    private Home(Framework framework, Path home) {
        this.framework = framework;
        this.home = home;
    }

    static Home open(Path home) throws Exception {
        return open(home, Map.of());
    }

    /** @param settings of the deployer */
    static Home open(Path home, Map<String, Object> settings) throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        Map<String, String> properties = Map.of(
                Constants.FRAMEWORK_STORAGE,
                home.resolve("framework").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                exports(),
                "ds.loglevel",
                "1");
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        framework.start();
        Home opened = new Home(framework, home);
        BundleContext context = opened.context();
        context.registerService(AccessControl.class, new Everything(), null);
        List<Bundle> parts = new ArrayList<>();
        for (String part : PARTS) {
            parts.add(install(context, jar(part)));
        }
        for (Bundle part : parts) {
            part.start();
        }
        Hashtable<String, Object> values = new Hashtable<>(settings);
        values.put("home", home.toString());
        opened.service(ConfigurationAdmin.class)
                .getConfiguration("io.mcpctl.plugins", "?")
                .update(values);
        install(context, Path.of("target/classes")).start();
        opened.service(RouteProvider.class);
        return opened;
    }

    private static String exports() throws Exception {
        StringBuilder all = new StringBuilder(SHARED);
        for (Class<?> api : APIS) {
            all.append(',').append(manifest(api).getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
        }
        return all.toString();
    }

    private static Manifest manifest(Class<?> api) throws Exception {
        Path place =
                Path.of(api.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            try (InputStream in = Files.newInputStream(place.resolve(JarFile.MANIFEST_NAME))) {
                return new Manifest(in);
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.getManifest();
        }
    }

    private static Bundle install(BundleContext context, Path file) throws BundleException {
        return context.installBundle("reference:" + file.toAbsolutePath().toUri());
    }

    private static Path jar(String prefix) {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError(prefix + " is not on the class path"));
    }

    /** Lets everybody do everything: who may is tested where the rules are. */
    private static final class Everything implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return true;
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return Scope.ALL;
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Path folder() {
        return home.resolve("plugins");
    }

    /** A service, once it is there. */
    <T> T service(Class<T> type) {
        await("a service " + type.getName(), () -> context().getServiceReference(type) != null);
        return Objects.requireNonNull(context().getService(context().getServiceReference(type)));
    }

    /** All services of a type. */
    <T> List<ServiceReference<T>> services(Class<T> type) {
        try {
            return List.copyOf(context().getServiceReferences(type, null));
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new AssertionError("no filter was given", e);
        }
    }

    /** One operation of the REST resource. */
    Reply call(String method, String path, String name, @Nullable Record body, Map<String, List<String>> query) {
        return call(route(method, path), name, body, query);
    }

    private Route<?> route(String method, String path) {
        return service(RouteProvider.class).routes().stream()
                .filter(route -> route.method().equals(method) && route.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no route " + method + " " + path));
    }

    /** Changes settings; the record of the body is a class of the bundle, not of the test. */
    void configure(String name, Map<String, Optional<String>> settings) {
        Route<?> route = route("POST", "/plugins/{name}/settings");
        try {
            Record body = route.body().getDeclaredConstructor(Map.class).newInstance(settings);
            call(route, name, body, Map.of());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the body is no record of a map", e);
        }
    }

    private static <B extends Record> Reply call(
            Route<B> route, String name, @Nullable Record body, Map<String, List<String>> query) {
        Principal caller = new Principal("test", Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), false);
        Record sent = body == null ? new Route.Nothing() : body;
        return route.handler()
                .handle(new Call<>(
                        caller,
                        Map.of("name", name),
                        query,
                        Map.of(),
                        route.body().cast(sent),
                        "127.0.0.1"));
    }

    Reply post(String action, String name) {
        return call("POST", "/plugins/{name}/" + action, name, null, Map.of());
    }

    Reply send(String path, String name, Path jar) throws IOException {
        Upload upload = new Upload(new ByteArrayInputStream(Files.readAllBytes(jar)));
        Map<String, List<String>> query = new HashMap<>();
        query.put("source", List.of(jar.getFileName().toString()));
        return call("POST", path, name, upload, query);
    }

    /** A plug-in as it is shown, in the words of its record; empty when it is not listed. */
    String show(String name) {
        List<?> all = (List<?>) ((Reply.Json) call("GET", "/plugins", "", null, Map.of())).value();
        return all.stream()
                .map(String::valueOf)
                .filter(text -> text.startsWith("PluginView[name=" + name + ","))
                .findFirst()
                .orElse("");
    }

    /** Waits until the plug-in is shown with all these words. */
    String awaitShown(String name, String... words) {
        await(name + " with " + List.of(words), () -> Arrays.stream(words).allMatch(show(name)::contains));
        return show(name);
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; plug-ins: "
                        + ((Reply.Json) call("GET", "/plugins", "", null, Map.of())).value());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LIMIT.toMillis());
    }
}
