package io.mcpctl.cnf.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house over every built bundle: what is exported, imported and forbidden. */
class ManifestRulesTest {
    /** Wrapped third-party libraries: they export what they wrap. */
    private static final String WRAPPED = "io.mcpctl.libs.";

    private static final List<String> FORBIDDEN =
            List.of("Require-Bundle", "DynamicImport-Package", "Bundle-Activator");

    private final Map<String, Attributes> bundles = read(Path.of("../../bundles"));

    @Test
    void everyBundleOfTheTreeWasBuilt() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../bundles"))) {
            long modules = files.filter(
                            f -> f.endsWith("pom.xml") && !f.toString().contains("target"))
                    .count();
            assertTrue(modules > 10, "only " + modules + " modules found");
            assertEquals(modules, bundles.size(), "bundles built: " + bundles.keySet());
        }
    }

    @Test
    void onlyApiPackagesAreExported() {
        assertNone((name, manifest) -> packages(manifest, "Export-Package").stream()
                .filter(p -> !name.startsWith(WRAPPED) && !p.endsWith(".api"))
                .map(p -> name + " exports " + p));
    }

    @Test
    void onlyApiPackagesOfOursAreImported() {
        assertNone((name, manifest) -> packages(manifest, "Import-Package").stream()
                .filter(p -> p.startsWith("io.mcpctl.") && !p.endsWith(".api"))
                .map(p -> name + " imports " + p));
    }

    @Test
    void apiBundlesImportOnlyApisJavaAndOsgi() {
        assertNone((name, manifest) -> packages(manifest, "Import-Package").stream()
                .filter(p -> name.endsWith(".api"))
                .filter(p -> !(p.startsWith("io.mcpctl.") || isOfJava(p) || p.startsWith("org.osgi.")))
                .map(p -> name + " imports " + p));
    }

    /** What every JVM has: the base module, of which {@code javax.net.ssl} is a part. */
    private static boolean isOfJava(String name) {
        return name.startsWith("java.") || Object.class.getModule().isExported(name) && name.startsWith("javax.");
    }

    @Test
    void everyApiBundleSaysWhatItDragsIn() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("../../bundles"))) {
            List<Path> silent = folders.filter(f -> f.getFileName().toString().endsWith(".api"))
                    .filter(f -> Files.exists(f.resolve("pom.xml")) && !Files.exists(f.resolve("closure.bndrun")))
                    .toList();
            assertEquals(List.of(), silent, "API bundles without closure.bndrun; see CONTRIBUTING.md");
        }
    }

    @Test
    void nothingIsWiredBehindTheBackOfTheResolver() {
        assertNone((name, manifest) -> FORBIDDEN.stream()
                .filter(header -> manifest.getValue(header) != null)
                .map(header -> name + " has " + header));
    }

    @Test
    void symbolicNamesAreThePackageRoots() {
        assertNone((name, manifest) -> Stream.of(manifest.getValue("Bundle-SymbolicName"))
                .filter(bsn -> !bsn.equals(name))
                .map(bsn -> name + " calls itself " + bsn));
    }

    private interface Rule {
        Stream<String> breaches(String name, Attributes manifest);
    }

    private void assertNone(Rule rule) {
        List<String> breaches = new ArrayList<>();
        bundles.forEach((name, manifest) ->
                breaches.addAll(rule.breaches(name, manifest).toList()));
        assertEquals(List.of(), breaches);
    }

    /** Package names of a header; commas within quoted version ranges are no separators. */
    private static List<String> packages(Attributes manifest, String header) {
        String value = manifest.getValue(header);
        if (value == null) {
            return List.of();
        }
        return Arrays.stream(value.replaceAll("\"[^\"]*\"", "").split(",", -1))
                .map(clause -> clause.split(";", 2)[0].strip())
                .toList();
    }

    private static Map<String, Attributes> read(Path root) {
        Map<String, Attributes> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path jar : files.filter(f -> f.toString().matches(".*/target/io\\.mcpctl\\.[^/]*-[0-9.]+\\.jar"))
                    .toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    Attributes manifest = file.getManifest().getMainAttributes();
                    found.put(jar.getFileName().toString().replaceAll("-[0-9.]+\\.jar$", ""), manifest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
