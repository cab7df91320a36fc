package io.mcpctl.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The bundles among the jars and folders of the test's class path. */
final class ClassPath {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A jar or folder that is a bundle.
     *
     * @param name its symbolic name
     */
    record Entry(String name, String exports, Path place) {}

    ClassPath() {
        try {
            for (URL url : List.copyOf(
                    java.util.Collections.list(ClassPath.class.getClassLoader().getResources(MANIFEST)))) {
                add(url);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the class path cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            Attributes headers = new Manifest(in).getMainAttributes();
            String name = text(headers, "Bundle-SymbolicName").split(";", 2)[0].strip();
            if (!name.isEmpty()) {
                entries.add(new Entry(name, text(headers, "Export-Package"), place(url)));
            }
        }
    }

    private static String text(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }

    /** {@code jar:file:/a.jar!/META-INF/MANIFEST.MF} and {@code file:/classes/META-INF/MANIFEST.MF}. */
    private static Path place(URL url) {
        String text = url.toString();
        String outer = text.startsWith("jar:")
                ? text.substring("jar:".length(), text.indexOf("!/"))
                : text.substring(0, text.length() - MANIFEST.length());
        return Path.of(URI.create(outer));
    }

    Stream<Entry> bundles(Predicate<String> name) {
        return entries.stream().filter(entry -> name.test(entry.name()));
    }

    /** Where a bundle lies. */
    Path bundle(String name) {
        return bundles(name::equals)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bundle " + name
                        + " is not on the class path; the test kit depends on it, so do not exclude it"))
                .place();
    }
}
