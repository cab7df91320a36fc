package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only, and a database from the future. */
class BadStorageTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aReadOnlyHomeIsNamed() {
        try (Mount mount = Mount.tmpfs(folder, "ro")) {
            Product.at(mount.folder())
                    .run("up")
                    .exits(1)
                    .says(folder.toString())
                    .says("cannot be written")
                    .says("MCPCTL_HOME");
        }
    }

    @Test
    void aFullDiskRefusesWritesAndLosesNothing() throws IOException {
        try (Mount mount = Mount.tmpfs(folder, "size=3m")) {
            Product product = Product.at(mount.folder()).up();
            try {
                product.apply("kind: project\nname: before\n").exits(0);
                Path filler = fill(mount.folder());

                Run refused = product.apply(projects());
                assertEquals(6, refused.exitCode(), refused::toString);
                refused.says("cannot be reached or written");
                assertEquals(expected(refused), names(product), "with a full disk");

                Files.delete(filler);
                product.apply(projects()).exits(0);
                assertEquals(21, names(product).size());

                product.run("down").exits(0);
                product.up();
                assertEquals(21, names(product).size(), "after a restart");
            } finally {
                product.run("down");
                product.awaitNoProcess();
            }
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedAndKeptAsItIs() {
        Product product = Product.at(folder).up();
        product.apply("kind: project\nname: kept\n").exits(0);
        product.downAndClean();
        sql(
                "insert into schema_history select 1000, '9999', 'future', \"type\", 'V9999__future.sql', 1, \"installed_by\","
                        + " \"installed_on\", 1, true from schema_history where \"version\" = '1'");
        String before = sql("script");

        product.run("up").exits(1).says("schema version 9999").says("start the newer mcpctl");

        product.awaitNoProcess();
        assertEquals(before, sql("script"));
        sql("delete from schema_history where \"version\" = '9999'");
        assertEquals(Set.of("kept"), names(product.up()));
        product.downAndClean();
    }

    /** Twenty projects that do not fit into a few free pages. */
    private static String projects() {
        return IntStream.range(0, 20)
                .mapToObj(i -> "kind: project\nname: late-" + i + "\ndescription: "
                        + ("text" + i + " ").repeat(120).strip() + "\n")
                .collect(Collectors.joining("---\n"));
    }

    private static Set<String> expected(Run apply) {
        return Stream.concat(
                        Stream.of("before"),
                        apply.stdout()
                                .lines()
                                .filter(line -> line.endsWith(" created"))
                                .map(line -> line.substring("project/".length(), line.length() - " created".length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Product product) {
        Set<String> names = new TreeSet<>();
        for (JsonNode project :
                product.run("get", "projects", "-o", "json").exits(0).json()) {
            if (!project.path("name").asText().equals("mcpctl-system")) {
                names.add(project.path("name").asText());
            }
        }
        return names;
    }

    /** Writes until nothing fits any more. */
    private static Path fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        IOException end = new IOException("never full");
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int block = 0; block < 100_000; block++) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            end = full;
        }
        assertNotEquals("never full", end.getMessage());
        return filler;
    }

    private String sql(String statement) {
        Path bundles = Product.ROOT.resolve("runtime/target/standalone/bundles");
        String url = "jdbc:h2:file:" + folder.resolve("db/mcpctl") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Run.of(
                        List.of(
                                java,
                                "-cp",
                                bundles + "/*",
                                "org.h2.tools.Shell",
                                "-url",
                                url,
                                "-user",
                                "mcpctl",
                                "-password",
                                "",
                                "-sql",
                                statement),
                        folder,
                        Map.of(),
                        "",
                        Duration.ofSeconds(30))
                .exits(0)
                .stdout()
                .replaceAll("\\(\\d+ rows?, \\d+ ms\\)", "");
    }
}
