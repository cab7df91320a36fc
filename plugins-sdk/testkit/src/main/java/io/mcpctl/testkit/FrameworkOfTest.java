package io.mcpctl.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** A framework that shares the API packages with the test, so that services can be called from there. */
final class FrameworkOfTest implements AutoCloseable {
    private static final String DEPLOYER = "io.mcpctl.plugins";
    private static final String OTHERS =
            "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36,org.slf4j.event;version=2.0.17,org.slf4j.helpers;version=2.0.17,"
                    + "org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=2.0.17,org.slf4j.spi;version=1.7.36,"
                    + "org.osgi.service.cm;version=1.6.1";
    private static final List<String> PARTS = List.of(
            "org.apache.felix.scr",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.osgi.service.component",
            "org.osgi.service.log",
            "org.osgi.util.promise",
            "org.osgi.util.function");

    private final ClassPath classPath;
    private final Path home;
    private final Framework framework;

    private FrameworkOfTest(ClassPath classPath, Path home, Framework framework) {
        this.classPath = classPath;
        this.home = home;
        this.framework = framework;
    }

    static FrameworkOfTest start(Path home) throws BundleException, IOException {
        Files.createDirectories(home.resolve("plugins"));
        ClassPath classPath = new ClassPath();
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        home.resolve("framework").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        shared(classPath),
                        "felix.service.urlhandlers",
                        "false",
                        "felix.resolver.parallelism",
                        "1",
                        "ds.loglevel",
                        "1"));
        framework.init();
        framework.start();
        FrameworkOfTest started = new FrameworkOfTest(classPath, home, framework);
        List<Bundle> parts = new ArrayList<>();
        for (String part : PARTS) {
            parts.add(started.install(part));
        }
        for (Bundle part : parts) {
            part.start();
        }
        return started;
    }

    /** What the API bundles export, in the versions of their manifests. */
    private static String shared(ClassPath classPath) {
        return Stream.concat(
                        Stream.of(OTHERS),
                        classPath
                                .bundles(name -> name.startsWith("io.mcpctl.") && name.endsWith(".api"))
                                .map(ClassPath.Entry::exports))
                .filter(exports -> !exports.isEmpty())
                .collect(Collectors.joining(","));
    }

    private Bundle install(String name) throws BundleException {
        return context().installBundle("reference:" + classPath.bundle(name).toUri());
    }

    /** Starts the deployer, with the folder as its home. */
    void deployer() throws BundleException, IOException {
        Hashtable<String, Object> values = new Hashtable<>();
        values.put("home", home.toString());
        service(ConfigurationAdmin.class).getConfiguration(DEPLOYER, "?").update(values);
        install(DEPLOYER).start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** A service, once it is there. */
    <T> T service(Class<T> type) {
        Waiting.until(
                "a service " + type.getName(),
                () -> context().getServiceReference(type) != null,
                () -> "bundles: " + List.of(context().getBundles()));
        return Objects.requireNonNull(context().getService(context().getServiceReference(type)));
    }

    /** All services of a type, in the order in which they came. */
    <T> List<ServiceReference<T>> services(Class<T> type) {
        try {
            return context().getServiceReferences(type, null).stream().sorted().toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(Waiting.LIMIT.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
