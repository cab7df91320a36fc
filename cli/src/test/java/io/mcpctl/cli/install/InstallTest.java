package io.mcpctl.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.Cli;
import io.mcpctl.cli.ProgramJars;
import io.mcpctl.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout is installed into a prefix, used from there, and taken away again. */
class InstallTest {
    private final Path checkout;
    private final Path prefix;
    /** Without an archive it is quicker; one test makes one. */
    private final Map<String, String> environment = new HashMap<>(Map.of("MCPCTL_NO_CACHE", "1"));

    private String out = "";
    private String err = "";

    InstallTest(@TempDir Path folder) throws IOException {
        prefix = folder.resolve("a prefix");
        checkout = Files.createDirectories(folder.resolve("checkout"));
        Path lib = Files.createDirectories(checkout.resolve("cli/target/dist/lib"));
        for (String jar : ProgramJars.classPath(folder).split(":")) {
            Files.copy(Path.of(jar), lib.resolve(Path.of(jar).getFileName()));
        }
        Files.writeString(checkout.resolve("cli/target/dist/build-id"), "0123456789abcdef\n");
        Files.createDirectories(checkout.resolve("cnf"));
        Files.createDirectories(checkout.resolve("examples"));
        Files.copy(Path.of("../mcpctl"), checkout.resolve("mcpctl"));
        Files.copy(Path.of("../cnf/find-jdk.sh"), checkout.resolve("cnf/find-jdk.sh"));
        Files.copy(Path.of("../examples/quickstart.yaml"), checkout.resolve("examples/quickstart.yaml"));
        Files.createDirectories(checkout.resolve("runtime/target/standalone/lib"));
        Files.createDirectories(checkout.resolve("runtime/target/standalone/bundles"));
        Files.writeString(checkout.resolve("runtime/target/standalone/lib/launcher.jar"), "jar");
        Files.writeString(checkout.resolve("runtime/target/standalone/bundles/one.jar"), "jar");
    }

    private int run(Path root, String... line) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(stdout, false, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        environment.put("MCPCTL_HOME", prefix + "-home");
        int exitCode = new Cli(terminal, environment, root).run(line);
        out = stdout.toString(StandardCharsets.UTF_8);
        err = stderr.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private void install(int exitCode, String... more) {
        List<String> line = new ArrayList<>(List.of("install", "--prefix", prefix.toString()));
        line.addAll(List.of(more));
        assertEquals(exitCode, run(checkout, line.toArray(String[]::new)), err);
    }

    private int uninstall(String... more) {
        List<String> line = new ArrayList<>(List.of("uninstall", "--prefix", prefix.toString()));
        line.addAll(List.of(more));
        return run(checkout, line.toArray(String[]::new));
    }

    private String start(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(prefix.resolve("bin/mcpctl").toString()));
        line.addAll(List.of(arguments));
        Path output = prefix.resolveSibling("output");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("MCPCTL_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MCPCTL_HOME", prefix + "-home");
        builder.environment()
                .put("XDG_CACHE_HOME", prefix.resolveSibling("cache").toString());
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return Files.readString(output).strip();
    }

    private List<String> tree() throws IOException {
        if (!Files.exists(prefix)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(prefix)) {
            return walk.map(file -> prefix.relativize(file).toString())
                    .filter(path -> !path.isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void itRunsFromThePrefixWithArchiveCompletionsAndManualPagesAndLeavesNothingBehind() throws Exception {
        environment.clear();
        environment.put("MCPCTL_JAVA_HOME", System.getProperty("java.home"));
        install(0);

        assertTrue(out.contains(prefix.resolve("bin/mcpctl") + " installed"), out);
        assertEquals("mcpctl 0.1.0", start("version"));
        assertFalse(Files.exists(prefix.resolveSibling("cache")), "the archive of the installation was not used");
        for (String file : List.of(
                "share/bash-completion/completions/mcpctl",
                "share/zsh/site-functions/_mcpctl",
                "share/fish/vendor_completions.d/mcpctl.fish",
                "share/man/man1/mcpctl.1",
                "share/man/man1/mcpctl-plugin-install.1")) {
            assertTrue(Files.size(prefix.resolve(file)) > 100, file);
        }

        assertEquals(0, uninstall(), err);

        assertEquals(List.of(), tree());
        assertEquals(3, uninstall());
        assertTrue(err.contains("nothing is installed in " + prefix), err);
    }

    @Test
    void foldersAndFilesOfOthersStay() throws IOException {
        Files.createDirectories(prefix.resolve("share/man"));
        Files.createDirectories(prefix.resolve("bin"));
        Files.writeString(prefix.resolve("bin/other"), "");
        List<String> before = tree();

        install(0);
        assertEquals(0, uninstall(), err);

        assertEquals(before, tree());
    }

    @Test
    void aSecondInstallationTakesThePlaceOfTheFirstInOneStep() throws Exception {
        install(0);
        Files.writeString(checkout.resolve("runtime/target/standalone/bundles/two.jar"), "jar");
        install(0);

        assertEquals(
                1,
                tree().stream()
                        .filter(path -> path.matches("lib/mcpctl/v-[^/]*"))
                        .count());
        assertTrue(Files.exists(prefix.resolve("lib/mcpctl/current/distributions/standalone/bundles/two.jar")));
        assertEquals("mcpctl 0.1.0", start("version"));
        assertEquals(0, uninstall(), err);
        assertEquals(List.of(), tree());
    }

    @Test
    void anInstallationThatBreaksOffLeavesTheOneBeforeInUse() throws Exception {
        install(0);
        Files.delete(checkout.resolve("examples/quickstart.yaml"));

        install(1);

        assertTrue(err.contains("what was installed before is as it was"), err);
        assertEquals("mcpctl 0.1.0", start("version"));
        Files.writeString(checkout.resolve("examples/quickstart.yaml"), "");
        install(0);
        assertEquals(0, uninstall(), err);
        assertEquals(List.of(), tree());
    }

    @Test
    void aFirstInstallationThatBreaksOffIsInvisibleAndCleanedUpByTheNext() throws IOException {
        Files.delete(checkout.resolve("examples/quickstart.yaml"));
        install(1);
        assertFalse(Files.exists(prefix.resolve("bin/mcpctl")));
        assertEquals(3, uninstall());

        Files.writeString(checkout.resolve("examples/quickstart.yaml"), "");
        install(0);
        assertEquals(0, uninstall(), err);
        assertFalse(tree().stream().anyMatch(path -> path.contains("v-")), tree().toString());
    }

    @Test
    void whatWasChangedIsNotRemovedWithoutForce() throws IOException {
        install(0);
        Path example =
                prefix.resolve("lib/mcpctl/current/examples/quickstart.yaml").toRealPath();
        Files.writeString(example, "mine");

        assertEquals(5, uninstall());

        assertTrue(err.contains(example.toString()) && err.contains("--force"), err);
        assertTrue(Files.exists(prefix.resolve("bin/mcpctl")));
        assertEquals(0, uninstall("--force"), err);
        assertEquals(List.of(), tree());
    }

    @Test
    void whatOthersPutBesideItStaysAndIsNamed() throws IOException {
        install(0);
        Path mine = prefix.resolve("lib/mcpctl/current").toRealPath().resolve("mine.txt");
        Files.writeString(mine, "");

        assertEquals(0, uninstall(), err);

        assertTrue(err.contains("Left, because it was not installed: " + mine), err);
        assertTrue(Files.exists(mine));
    }

    @Test
    void aProgramOfAnotherOriginIsNotReplacedWithoutForce() throws IOException {
        Files.createDirectories(prefix.resolve("bin"));
        Files.writeString(prefix.resolve("bin/mcpctl"), "another");

        install(1);
        assertTrue(err.contains(prefix.resolve("bin/mcpctl") + "") && err.contains("--force"), err);
        assertEquals("another", Files.readString(prefix.resolve("bin/mcpctl")));

        install(0, "--force");
        assertTrue(Files.isSymbolicLink(prefix.resolve("bin/mcpctl")));
    }

    @Test
    void aDamagedManifestIsNamedAndNothingIsTouched() throws IOException {
        install(0);
        Path manifest = prefix.resolve("lib/mcpctl/current/manifest");
        for (String line : List.of("0000  ../../etc/passwd", "0000  /etc/passwd", "nonsense")) {
            Files.writeString(manifest, line + "\n");

            assertEquals(1, uninstall(), err);
            assertTrue(err.contains("is damaged") && err.contains(line), err);
        }
    }

    @Test
    void whatWouldBeRemovedIsListed() throws IOException {
        install(0);
        List<String> before = tree();

        assertEquals(0, uninstall("--dry-run"));
        assertTrue(out.contains(prefix.resolve("bin/mcpctl") + "\n"), out);
        assertEquals(before, tree());
        assertEquals(2, run(checkout, "install", "--prefix", ""));
    }

    @Test
    void withoutABuildThereIsNothingToInstall(@TempDir Path empty) {
        assertEquals(1, run(empty, "install", "--prefix", prefix.toString()));
        assertTrue(err.contains("./mvnw"), err);
    }
}
