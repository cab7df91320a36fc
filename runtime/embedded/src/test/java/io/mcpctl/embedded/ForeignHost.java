package io.mcpctl.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A program with an OSGi framework of its own, which knows nothing of us: takes the framework that is on its class path,
 * installs jars and starts them. Loaded by a class loader of its own, so it talks in types of the JDK.
 */
public final class ForeignHost implements BiFunction<Map<String, String>, List<Path>, AutoCloseable> {
    @Override
    public AutoCloseable apply(Map<String, String> settings, List<Path> jars) {
        try {
            Framework framework = ServiceLoader.load(FrameworkFactory.class, ForeignHost.class.getClassLoader())
                    .findFirst()
                    .orElseThrow()
                    .newFramework(settings);
            framework.init();
            List<Bundle> installed = new ArrayList<>();
            for (Path jar : jars) {
                installed.add(
                        framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
            framework.start();
            for (Bundle bundle : installed) {
                bundle.start();
            }
            return () -> {
                framework.stop();
                framework.waitForStop(60_000);
            };
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }
}
