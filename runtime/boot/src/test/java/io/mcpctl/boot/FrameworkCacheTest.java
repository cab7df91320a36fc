package io.mcpctl.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Frameworks that start one after the other in one home, on real Felix. */
final class FrameworkCacheTest {
    @TempDir
    Path folder = Path.of("");

    private Path home = Path.of("");
    private final List<Path> jars = new ArrayList<>();

    @BeforeEach
    void jars() throws IOException {
        home = folder.resolve("home");
        jars.add(jar("one.jar", "one", "1.0.0"));
        jars.add(jar("two.jar", "two", "1.0.0"));
    }

    private Path jar(String file, String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        Path jar = folder.resolve(file);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    /** What runs after a start, each with the moment of its installation; the work is done before the end. */
    private List<String> started(Work work) throws Exception {
        Felix framework = FrameworkCache.prepare(home, jars, new FrameworkProperties(home), Felix::new);
        try {
            framework.start();
            work.on(framework);
            return Arrays.stream(framework.getBundleContext().getBundles())
                    .filter(bundle -> bundle.getBundleId() > 0)
                    .map(FrameworkCacheTest::described)
                    .toList();
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private interface Work {
        void on(Felix framework) throws Exception;
    }

    private static void nothing(Felix framework) {
        assertEquals(Bundle.ACTIVE, framework.getState());
    }

    private static String described(Bundle bundle) {
        assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
        return bundle.getSymbolicName() + " " + bundle.getVersion() + " " + bundle.getBundleId() + " "
                + bundle.getLastModified();
    }

    @Test
    void theSameJarsAreInstalledOnce() throws Exception {
        List<String> first = started(FrameworkCacheTest::nothing);
        assertEquals(2, first.size(), first.toString());
        assertEquals(first, started(FrameworkCacheTest::nothing));
    }

    @Test
    void aJarThatIsAnotherIsInstalledAnew() throws Exception {
        started(FrameworkCacheTest::nothing);
        jar("two.jar", "two", "1.0.10");
        List<String> after = started(FrameworkCacheTest::nothing);
        assertTrue(after.get(1).startsWith("two 1.0.10 "), after.toString());
        try (Stream<Path> kept = Files.list(home.resolve("cache/framework"))) {
            assertEquals(1, kept.count(), "what is kept of other jars");
        }
    }

    @Test
    void whatOthersInstalledIsNotKept() throws Exception {
        Path other = jar("other.jar", "other", "1.0.0");
        List<String> first = started(framework -> framework
                .getBundleContext()
                .installBundle(other.toUri().toString())
                .start());
        assertEquals(3, first.size(), first.toString());
        assertEquals(first.subList(0, 2), started(FrameworkCacheTest::nothing));
    }

    @Test
    void whatCannotBeUsedIsThrownAway() throws Exception {
        started(FrameworkCacheTest::nothing);
        try (Stream<Path> files = Files.walk(home.resolve("cache/framework"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "damaged");
            }
        }
        assertEquals(2, started(FrameworkCacheTest::nothing).size());
    }

    @Test
    void anInstallationThatWasNotFinishedBeginsAgain() throws Exception {
        started(FrameworkCacheTest::nothing);
        try (Stream<Path> files = Files.walk(home.resolve("cache/framework"))) {
            for (Path file : files.filter(file -> file.endsWith("installed") || file.endsWith("bundle2"))
                    .toList()) {
                Trees.delete(file);
            }
        }
        assertEquals(2, started(FrameworkCacheTest::nothing).size());
    }

    @Test
    void aJarThatDoesNotExistIsNamed() {
        jars.add(folder.resolve("absent.jar"));
        String message = String.valueOf(assertThrows(StartException.class, () -> started(FrameworkCacheTest::nothing))
                .getMessage());
        assertTrue(message.contains("absent.jar"), message);
        assertFalse(Files.exists(home.resolve("cache/framework")), "nothing was begun");
    }
}
