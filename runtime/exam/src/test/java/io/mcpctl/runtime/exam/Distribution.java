package io.mcpctl.runtime.exam;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import io.mcpctl.boot.BundleSet;
import io.mcpctl.boot.FrameworkProperties;
import io.mcpctl.boot.Listener;
import io.mcpctl.boot.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The bundles of the distribution {@code standalone} in a framework that Pax Exam starts. */
final class Distribution implements AutoCloseable {
    private static final Path BUNDLES = Path.of("../target/standalone/bundles");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 10_000_000;

    private final NativeTestContainer container;

    private Distribution(NativeTestContainer container) {
        this.container = container;
    }

    static Distribution start(Path home) throws StartException, IOException {
        Files.createDirectories(home.resolve("plugins"));
        Listener listener = Listener.free("127.0.0.1", "0");
        Map<String, String> properties = new FrameworkProperties(home)
                .listen(listener.host(), listener.port())
                .settings(
                        Map.of("http.host", listener.host(), "http.port", Integer.toString(listener.port())), List.of())
                .launcher("auth.token", "token-of-the-test")
                .asMap();
        List<Option> options = new ArrayList<>();
        options.add(workingDirectory(home.resolve("exam").toString()));
        properties.forEach((key, value) -> options.addAll(option(key, value)));
        for (Path jar : BundleSet.in(BUNDLES)) {
            options.add(bundle("reference:" + jar.toAbsolutePath().normalize().toUri())
                    .startLevel(isEarly(jar.getFileName().toString()) ? 1 : 3));
        }
        NativeTestContainer container = (NativeTestContainer)
                PaxExamRuntime.createContainer(PaxExamRuntime.createServerSystem(options.toArray(Option[]::new)));
        container.start();
        return new Distribution(container);
    }

    /** Pax Exam has words of its own for the packages of the class path. */
    private static List<Option> option(String key, String value) {
        return switch (key) {
            case Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA ->
                Stream.of(value.split(","))
                        .<Option>map(each -> systemPackage(each))
                        .toList();
            default -> List.of(frameworkProperty(key).value(value));
        };
    }

    /** What hands on the settings, before whoever reads them. */
    private static boolean isEarly(String jar) {
        return Stream.of("configadmin", "metatype", "felix.scr", "mcpctl.config")
                .anyMatch(jar::contains);
    }

    BundleContext context() {
        return container.getSystemBundle().getBundleContext();
    }

    Bundle named(String name) {
        return Stream.of(context().getBundles())
                .filter(each -> name.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + name));
    }

    /** Interfaces and names of the services that a bundle offers, sorted. */
    List<String> services(Bundle bundle) {
        ServiceReference<?>[] all = bundle.getRegisteredServices();
        return Stream.of(all == null ? new ServiceReference<?>[0] : all)
                .flatMap(each -> Stream.of((String[]) Objects.requireNonNull(each.getProperty(Constants.OBJECTCLASS))))
                .sorted()
                .toList();
    }

    /** Whether somebody offers a service like that. */
    boolean offers(String type, String filter) {
        try {
            ServiceReference<?>[] all = context().getAllServiceReferences(type, filter);
            return all != null && all.length > 0;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(filter, e);
        }
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; bundles: "
                        + List.of(context().getBundles()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
