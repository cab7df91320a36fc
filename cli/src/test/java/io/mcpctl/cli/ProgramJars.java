package io.mcpctl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The program as jars, before the build has packed it. */
public final class ProgramJars {
    private ProgramJars() {}

    /** Our classes packed into {@code own.jar} of the folder, and the libraries that the tests run with. */
    public static String classPath(Path folder) throws IOException {
        Path classes = Path.of("target/classes").toAbsolutePath();
        Path own = folder.resolve("own.jar");
        try (OutputStream out = Files.newOutputStream(own);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        List<String> parts = new ArrayList<>(List.of(own.toString()));
        Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(part -> part.endsWith(".jar")
                        && (part.contains("mcpctl-basics")
                                || part.contains("jackson")
                                || part.contains("snakeyaml")
                                || part.contains("picocli")))
                .forEach(parts::add);
        return String.join(":", parts);
    }
}
