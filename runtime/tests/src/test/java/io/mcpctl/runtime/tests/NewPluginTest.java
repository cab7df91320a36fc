package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project as {@code plugin new} writes it, built with Maven as its author does. All families: runtime/nightly/plugins.sh. */
class NewPluginTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path work;

    NewPluginTest(@TempDir Path work) {
        this.work = work;
    }

    @Test
    void aNewStageBuildsAndPassesItsTests() throws IOException {
        Path repository = repository(Path.of(System.getProperty("maven.repository")));
        Path project = work.resolve("my-stage");
        Product.fresh()
                .run("plugin", "new", "stage", "my-stage", "--folder", project + "", "--repository", repository + "")
                .exits(0);

        Run build = Run.of(
                List.of("./mvnw", "-o", "-B", "-ntp", "verify", "-Dmaven.repo.local=" + repository),
                project,
                Map.of(),
                "",
                LIMIT);

        build.exits(0).says("MyStageTest").says("MyStagePluginTest").says("BUILD SUCCESS");
        assertTrue(Files.exists(project.resolve("target/mystage-1.0.0.jar")), build::toString);
    }

    /** What this build downloaded, without what it built of ours: that comes from the SDK. */
    private Path repository(Path downloads) throws IOException {
        Path repository = work.resolve("m2");
        link(downloads, repository, "io");
        link(downloads.resolve("io"), repository.resolve("io"), "mcpctl");
        return repository;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path one : all.toList()) {
                if (!one.endsWith(without)) {
                    Files.createSymbolicLink(to.resolve(one.getFileName()), one.toAbsolutePath());
                }
            }
        }
    }
}
