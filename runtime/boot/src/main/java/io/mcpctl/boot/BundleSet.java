package io.mcpctl.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The jars of a distribution, and how they get into a framework that is initialised but not started. */
public final class BundleSet {
    private BundleSet() {}

    /** The jars of a folder in name order. */
    public static List<Path> in(Path folder) throws StartException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new StartException("distribution folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Installs jars where they lie, each with its start level, and marks them to be started, unless an earlier start did so. Any
     * other bundle, such as a plug-in, is uninstalled: who wants it brings it again.
     */
    static void install(BundleContext context, List<Path> jars) throws BundleException {
        Set<String> wanted = new LinkedHashSet<>();
        jars.forEach(jar -> wanted.add(location(jar)));
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !wanted.remove(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
        for (Path jar : jars) {
            if (wanted.contains(location(jar))) {
                install(context, jar);
            }
        }
    }

    private static void install(BundleContext context, Path jar) throws BundleException {
        Bundle bundle = context.installBundle(location(jar));
        bundle.adapt(BundleStartLevel.class)
                .setStartLevel(startLevel(jar.getFileName().toString()));
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    /** Settings first, then the component runtime, then the areas, then the listener: it opens when they are there. */
    static int startLevel(String jar) {
        if (jar.contains("configadmin") || jar.contains("metatype")) {
            return 1;
        }
        if (jar.contains("felix.scr") || jar.startsWith("io.mcpctl.config")) {
            return 2;
        }
        return jar.contains("http.jetty") ? 4 : 3;
    }
}
