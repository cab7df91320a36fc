package io.mcpctl.embedded.internal;

import io.mcpctl.boot.Trees;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The bundles that travel inside this artifact. The framework reads jars from files, so they are laid down in the home
 * once for each release; later starts find them there.
 */
final class BundleStore {
    private static final String FOLDER = "/META-INF/mcpctl/";
    private static final String EXPORTS = "exports.properties";

    private final Path folder;
    private final Properties exports = new Properties();

    private BundleStore(Path folder) throws IOException {
        this.folder = folder;
        try (InputStream in = Files.newInputStream(folder.resolve(EXPORTS))) {
            exports.load(in);
        }
    }

    /** Those of this release, in the cache of a home that is ours alone. */
    static BundleStore in(Path home) {
        try {
            Properties index = new Properties();
            try (InputStream in = resource("bundles.properties")) {
                index.load(in);
            }
            Path cache = home.resolve("cache/bundles");
            Path folder = cache.resolve(index.getProperty("set"));
            if (!Files.isDirectory(folder)) {
                Trees.delete(cache);
                Files.createDirectories(cache);
                unpack(List.of(index.getProperty("names").split(",", -1)), cache, folder);
            }
            return new BundleStore(folder);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "the bundles cannot be written to cache/bundles of home " + home + ": " + e
                            + "; make it writable, or choose another home",
                    e);
        }
    }

    private static void unpack(List<String> names, Path cache, Path folder) throws IOException {
        Path draft = Files.createTempDirectory(cache, "draft");
        Properties found = new Properties();
        for (String name : names) {
            Path jar = draft.resolve(name);
            try (InputStream in = resource("bundles/" + name)) {
                Files.copy(in, jar);
            }
            if (name.contains(".api-")) {
                found.setProperty(name, exportsOf(jar));
            }
        }
        try (var out = Files.newBufferedWriter(draft.resolve(EXPORTS))) {
            found.store(out, null);
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String exportsOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String header = file.getManifest().getMainAttributes().getValue("Export-Package");
            return header == null ? "" : header;
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = BundleStore.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IOException(FOLDER + name + " is missing on the class path");
        }
        return in;
    }

    /**
     * Exported packages of API bundles whose classes the host sees, too: host and bundles must share them. In the form of
     * system packages.
     */
    List<String> shared() {
        List<String> packages = new ArrayList<>();
        for (String jar : exports.stringPropertyNames()) {
            if (isShared(jar)) {
                packages.add(exports.getProperty(jar));
            }
        }
        return packages;
    }

    /** All jars besides API bundles that the host brings. */
    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !isShared(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private boolean isShared(String jar) {
        String header = exports.getProperty(jar, "");
        String first = header.split("[;,]", 2)[0];
        return !first.isEmpty()
                && BundleStore.class.getResource('/' + first.replace('.', '/') + "/package-info.class") != null;
    }
}
