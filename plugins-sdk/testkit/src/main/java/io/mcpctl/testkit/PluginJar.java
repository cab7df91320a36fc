package io.mcpctl.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars of plug-ins for tests. */
public final class PluginJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private PluginJar() {}

    /** The project under test: what the build will put into its jar, from {@code target/classes}. */
    public static Path ofThisProject(Path folder) {
        return of(Path.of("target/classes"), folder);
    }

    /**
     * A jar of compiled classes.
     *
     * @param classes with a manifest made by bnd
     * @param folder where to put the jar
     */
    public static Path of(Path classes, Path folder) {
        Path manifest = classes.resolve(MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            throw new IllegalStateException("there is no " + manifest.toAbsolutePath()
                    + "; run the test by Maven (mvn test), whose bnd-maven-plugin makes it");
        }
        Path jar = folder.resolve("plugin.jar");
        try (InputStream in = Files.newInputStream(manifest);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, new Manifest(in))) {
            for (Path entry : files(classes)) {
                String name = classes.relativize(entry).toString().replace('\\', '/');
                if (!name.equals(MANIFEST)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(entry, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new IllegalStateException(jar + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path classes) throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
