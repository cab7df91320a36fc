package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive with the flags of the start script: it must help, and never serve stale classes. */
class ArchiveTest {
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=off");

    private final Path folder;

    ArchiveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aReplacedJarIsNeverServedStale() throws Exception {
        String classPath = ProgramJars.classPath(folder);
        Path archive = folder.resolve("cli.jsa");
        run(classPath, List.of("-XX:ArchiveClassesAtExit=" + archive), "__train");
        assertTrue(Files.size(archive) > 1_000_000);
        assertEquals(
                "mcpctl " + Version.current(), run(classPath, List.of("-XX:SharedArchiveFile=" + archive), "version"));

        replaceVersion(folder.resolve("own.jar"), "9.9.9");

        assertEquals("mcpctl 9.9.9", run(classPath, List.of("-XX:SharedArchiveFile=" + archive), "version"));
        assertTrue(fromArchive(classPath, archive).isEmpty());
    }

    @Test
    void noClassOfOursIsReadFromAJarWhenThereIsAnArchive() throws Exception {
        String classPath = ProgramJars.classPath(folder);
        Path archive = folder.resolve("cli.jsa");
        run(classPath, List.of("-XX:ArchiveClassesAtExit=" + archive), "__train");

        List<String> loaded = loadLines(classPath, archive);

        assertTrue(loaded.stream().anyMatch(line -> line.contains("shared objects file (top)")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" io.mcpctl.") || line.contains(" picocli."))
                        .filter(line -> !line.contains("shared objects file"))
                        .toList());
    }

    private List<String> fromArchive(String classPath, Path archive) throws Exception {
        return loadLines(classPath, archive).stream()
                .filter(line -> line.contains("shared objects file (top)"))
                .toList();
    }

    private List<String> loadLines(String classPath, Path archive) throws Exception {
        List<String> flags = List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:stdout");
        return run(classPath, flags, "version").lines().toList();
    }

    private static void replaceVersion(Path jar, String version) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Files.writeString(content.getPath("/io/mcpctl/cli/version.txt"), version);
        }
    }

    private String run(String classPath, List<String> flags, String command) throws Exception {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(FLAGS);
        line.addAll(flags);
        line.addAll(List.of("-cp", classPath, "-Dmcpctl.root=" + folder, "io.mcpctl.cli.Main", command));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> read(output));
        return read(output).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
