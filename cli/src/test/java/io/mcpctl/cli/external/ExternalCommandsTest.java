package io.mcpctl.cli.external;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of the PATH that are commands. */
class ExternalCommandsTest {
    private final Path folder;
    private final Path first;
    private final Path second;
    private String out = "";
    private String err = "";

    ExternalCommandsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        first = Files.createDirectory(folder.resolve("first"));
        second = Files.createDirectory(folder.resolve("second"));
    }

    /** A program that writes its name and what it was given to a file, and ends with a code. */
    private Path program(Path where, String name, int exitCode) throws IOException {
        return script(
                where,
                name,
                "echo \"" + where.getFileName() + "/" + name + " $*\" >> '" + log() + "'\nexit " + exitCode);
    }

    private static Path script(Path where, String name, String text) throws IOException {
        Path file = Files.writeString(where.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String ran() throws IOException {
        String text = Files.exists(log()) ? Files.readString(log()).strip() : "";
        Files.deleteIfExists(log());
        return text;
    }

    private int run(String... line) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(stdout, false, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        Map<String, String> environment = Map.of(
                "PATH",
                first + ":" + second + ":relative::" + first,
                "MCPCTL_HOME",
                folder.resolve("home").toString());
        int exitCode = new Cli(terminal, environment, folder).run(line);
        out = stdout.toString(StandardCharsets.UTF_8);
        err = stderr.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    @Test
    void aProgramOfThePathIsACommandWithItsArgumentsAndExitCode() throws IOException {
        program(first, "mcpctl-lint", 7);

        assertEquals(7, run("lint", "-p", "demo", "--help", "a b"));
        assertEquals("first/mcpctl-lint -p demo --help a b", ran());
        assertEquals(7, run("help", "lint"));
        assertEquals("first/mcpctl-lint --help", ran());
    }

    @Test
    void theLongestNameWinsAndAnUnderscoreIsADash() throws IOException {
        program(first, "mcpctl-cost", 0);
        program(second, "mcpctl-cost-by_day", 0);

        assertEquals(0, run("cost", "by-day", "x"));
        assertEquals("second/mcpctl-cost-by_day x", ran());
        assertEquals(0, run("cost", "by-week"));
        assertEquals("first/mcpctl-cost by-week", ran());
    }

    @Test
    void aBuiltInCommandIsNeverReplaced() throws IOException {
        program(first, "mcpctl-version", 9);
        program(first, "mcpctl-config-new", 9);
        program(first, "mcpctl-__complete", 9);

        assertEquals(0, run("version"));
        assertEquals(2, run("config", "new"));
        assertEquals(0, run("__complete", "words", "x"));
        assertEquals("", ran());
        assertEquals(0, run("plugin", "list", "--external"));
        assertTrue(err.contains("mcpctl-version never runs: \"version\" is a command of mcpctl"), err);
    }

    @Test
    void ofTwoWithTheSameNameTheFirstOfThePathRunsAndTheOtherIsNamed() throws IOException {
        program(first, "mcpctl-lint", 0);
        Path hidden = program(second, "mcpctl-lint", 0);

        run("lint");
        assertEquals("first/mcpctl-lint", ran());
        assertEquals(0, run("plugin", "list", "--external"));
        assertTrue(err.contains(hidden + " never runs: " + first.resolve("mcpctl-lint") + " comes first"), err);
        assertEquals(0, run("plugin", "list", "--external", "-o", "name"));
        assertEquals("lint\n", out);
        run("help");
        assertTrue(out.contains("External commands (see `mcpctl plugin list --external`): lint"), out);
    }

    @Test
    void whatIsNotExecutableOrHasTheWrongNameIsNoCommand() throws IOException {
        Files.writeString(first.resolve("mcpctl-lint"), "");
        Files.writeString(first.resolve("mcpctl-"), "");

        assertEquals(2, run("lint"));
        assertTrue(err.contains("the command \"lint\" is not known"), err);
        assertEquals(2, run("../lint"));
        assertEquals(0, run("plugin", "list", "--external"));
        assertTrue(err.contains("it is not executable"), err);
    }

    @Test
    void optionsBeforeItsNameAreRefusedBecauseNobodyWouldReadThem() throws IOException {
        program(first, "mcpctl-lint", 0);

        assertEquals(2, run("-p", "demo", "lint"));
        assertTrue(err.contains("give -p after its name"), err);
        assertEquals("", ran());
    }

    @Test
    void aProgramThatCannotBeStartedIsNamed() throws IOException {
        Path broken = Files.writeString(first.resolve("mcpctl-lint"), "#!/no/such/interpreter\n");
        assertTrue(broken.toFile().setExecutable(true));

        assertEquals(1, run("lint"));
        assertTrue(err.contains(broken.toString()) && err.contains("cannot be started"), err);
    }

    @Test
    void itsWordsAreCompletedByItsOwnProgramUnlessThatHangs() throws IOException {
        program(first, "mcpctl-lint", 0);
        script(
                first,
                "mcpctl_complete-lint",
                "printf 'strict\\tall rules\\nloose\\n:4\\n'; echo $# >> '" + log() + "'");

        assertEquals(0, run("__complete", "words", "lint", "a", "str"));
        assertEquals("strict\tall rules\n:0\n", out);
        assertEquals("2", ran());
        run("__complete", "words", "lin");
        assertEquals("lint\texternal command\n:0\n", out);

        script(first, "mcpctl_complete-lint", "exec sleep 100");
        assertEquals(0, run("__complete", "words", "lint", ""));
        assertEquals(":0\n", out);
        assertFalse(ProcessHandle.current().descendants().anyMatch(ProcessHandle::isAlive)
                && ProcessHandle.current()
                        .descendants()
                        .anyMatch(process ->
                                process.info().commandLine().orElse("").contains("sleep 100")));
    }
}
