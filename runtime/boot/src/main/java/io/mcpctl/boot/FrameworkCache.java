package io.mcpctl.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * What a framework remembers of its bundles between starts, under {@code cache/framework} of a home: which are installed, and the
 * components that they declare. It is kept as long as the very same jars are started; settings and plug-ins are never kept in it.
 */
public final class FrameworkCache {
    private static final String WHOLE = "installed";
    private static final long STOP_LIMIT_MILLIS = 10_000;

    private final Path folder;
    private final Path settings;
    private final List<Path> jars;

    private FrameworkCache(Path folder, Path settings, List<Path> jars) {
        this.folder = folder;
        this.settings = settings;
        this.jars = jars;
    }

    /**
     * Makes a framework, initialises it and installs the jars, or finds them installed. What an earlier start left that cannot
     * be used is thrown away.
     *
     * @param jars in the order in which they are installed
     * @param make gets the properties of the framework
     */
    public static <F extends Framework> F prepare(
            Path home, List<Path> jars, FrameworkProperties properties, Function<Map<String, String>, F> make)
            throws StartException, BundleException {
        Path all = home.resolve("cache/framework");
        FrameworkCache cache = new FrameworkCache(all.resolve(name(jars)), home.resolve("cache/settings"), jars);
        try {
            cache.removeOthers(all);
        } catch (IOException e) {
            throw new StartException("the cache of home " + home + " cannot be used: " + e
                    + "; make the home writable, or choose another with MCPCTL_HOME");
        }
        properties
                .put(Constants.FRAMEWORK_STORAGE, cache.folder.toString())
                .put("felix.cm.dir", cache.settings.toString())
                .put("ds.cache.metadata", "true");
        return cache.prepare(properties, make);
    }

    private <F extends Framework> F prepare(FrameworkProperties properties, Function<Map<String, String>, F> make)
            throws BundleException, StartException {
        boolean kept = Files.exists(folder);
        F framework = make.apply(properties.asMap());
        try {
            framework.init();
            BundleSet.install(framework.getBundleContext(), jars);
            if (!kept) {
                Files.createFile(folder.resolve(WHOLE));
            }
            return framework;
        } catch (BundleException | RuntimeException | IOException e) {
            end(framework);
            if (kept) {
                remove(folder);
                return prepare(properties, make);
            }
            if (e instanceof BundleException refused) {
                throw refused;
            }
            throw new StartException("the framework does not start: " + e);
        }
    }

    private static void end(Framework framework) throws BundleException {
        try {
            framework.stop();
            framework.waitForStop(STOP_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Other sets of jars, one that is not whole, and the settings, which are written at each start. */
    private void removeOthers(Path all) throws IOException {
        Trees.delete(settings);
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> found = Files.list(all)) {
            for (Path one : found.toList()) {
                if (!one.equals(folder) || !Files.exists(folder.resolve(WHOLE))) {
                    Trees.delete(one);
                }
            }
        }
    }

    private static void remove(Path top) throws StartException {
        try {
            Trees.delete(top);
        } catch (IOException e) {
            throw new StartException(top + " cannot be deleted: " + e.getMessage() + "; delete it yourself");
        }
    }

    /** Another one as soon as a jar is another: by its place, size or time. */
    private static String name(List<Path> jars) throws StartException {
        StringBuilder facts = new StringBuilder();
        for (Path jar : jars) {
            BasicFileAttributes file = attributes(jar);
            facts.append(jar.toUri())
                    .append(' ')
                    .append(file.size())
                    .append(' ')
                    .append(file.lastModifiedTime().toMillis())
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static BasicFileAttributes attributes(Path jar) throws StartException {
        try {
            return Files.readAttributes(jar, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new StartException("the bundle " + jar + " cannot be read ("
                    + e.getClass().getSimpleName() + "); name a jar that exists");
        }
    }
}
