package io.mcpctl.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.Cli;
import io.mcpctl.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plugin new} and {@code plugin sdk}, without a daemon. */
class PluginCommandsTest {
    private static final String JAR = "io/mcpctl/api/0.1.0/api-0.1.0.jar";

    private final Path work;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    PluginCommandsTest(@TempDir Path work) throws IOException {
        this.work = work;
        Path sdk = work.resolve("root/plugins-sdk/target/repository").resolve(JAR);
        Files.createDirectories(sdk.getParent());
        Files.writeString(sdk, "new");
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("plugin"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--repository", work.resolve("m2").toString()));
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        Map<String, String> environment =
                Map.of("MCPCTL_HOME", work.resolve("home").toString());
        return new Cli(terminal, environment, work.resolve("root")).run(line.toArray(String[]::new));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int create(String family, String name, String... more) {
        List<String> line = new ArrayList<>(
                List.of("new", family, name, "--folder", work.resolve("project").toString()));
        line.addAll(List.of(more));
        return run(line.toArray(String[]::new));
    }

    @Test
    void aProjectIsWrittenAndTheSdkIsWhereMavenLooks() throws IOException {
        assertEquals(0, create("stage", "json-to-tsv", "--group", "org.acme"), this::err);

        Path project = work.resolve("project");
        String pom = Files.readString(project.resolve("pom.xml"));
        assertTrue(pom.contains("<groupId>org.acme</groupId>") && pom.contains("<artifactId>jsontotsv</artifactId>"));
        assertTrue(Files.readString(project.resolve("src/main/java/org/acme/jsontotsv/JsonToTsv.java"))
                .contains("@StageName(\"json-to-tsv\")"));
        assertTrue(Files.isExecutable(project.resolve("mvnw")));
        assertEquals("new", Files.readString(work.resolve("m2").resolve(JAR)));
        assertEquals("plugin/org.acme.jsontotsv written to " + project + "\n", out.toString(StandardCharsets.UTF_8));
        assertTrue(err().contains("./mvnw package") && err().contains("jsontotsv-1.0.0.jar"), this::err);
    }

    @Test
    void theSdkOfAnEarlierBuildIsReplaced() throws IOException {
        Files.createDirectories(work.resolve("m2").resolve(JAR).getParent());
        Files.writeString(work.resolve("m2").resolve(JAR), "old");

        assertEquals(0, run("sdk"), this::err);

        assertEquals("new", Files.readString(work.resolve("m2").resolve(JAR)));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.createDirectories(work.resolve("project"));
        Files.writeString(work.resolve("project/notes.txt"), "mine");

        assertEquals(5, create("stage", "tsv"));

        assertTrue(err().contains("project exists already and nothing was written"), this::err);
        assertFalse(Files.exists(work.resolve("project/pom.xml")));
        assertFalse(Files.exists(work.resolve("m2")));
    }

    @Test
    void aDryRunWritesNothing() {
        assertEquals(0, create("stage", "tsv", "--dry-run"), this::err);

        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("(dry run)\n"));
        assertFalse(Files.exists(work.resolve("project")) || Files.exists(work.resolve("m2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stages | tsv | \"stages\" is no family of plug-ins; there are stage, proxymodel, secretbackend",
                "stage | Tsv | \"Tsv\" cannot be the name of a plug-in; use at most 40 lower-case letters",
                "stage | a--b | \"a--b\" cannot be the name",
                "stage | ../x | \"../x\" cannot be the name",
                "stage | class | class is a word of the Java language",
                "stage | a123456789012345678901234567890123456789x | cannot be the name of a plug-in"
            })
    void wrongWordsAreRefusedWithWhatIsAllowed(String family, String name, String sentence) {
        assertEquals(2, create(family, name));

        assertTrue(err().contains(sentence), this::err);
        assertFalse(Files.exists(work.resolve("project")));
    }

    @Test
    void aGroupThatIsNoPackageIsRefused() {
        assertEquals(2, create("stage", "tsv", "--group", "com.example.new"));
        assertTrue(err().contains("\"com.example.new\" cannot be the beginning of a Java package"), this::err);

        assertEquals(2, create("stage", "tsv", "--group", "../../etc"));
        assertTrue(err().contains("\"../../etc\" cannot be the beginning"), this::err);
    }

    @Test
    void anSdkThatIsNotBuiltIsToldWithTheCommandThatBuildsIt() throws IOException {
        Path sdk = work.resolve("root/plugins-sdk/target/repository");
        Files.move(sdk, work.resolve("root/away"));

        assertEquals(3, create("stage", "tsv"));

        assertTrue(err().contains("the plug-in SDK is not built") && err().contains("./mvnw -B package"), this::err);
        assertFalse(Files.exists(work.resolve("project")));
    }
}
