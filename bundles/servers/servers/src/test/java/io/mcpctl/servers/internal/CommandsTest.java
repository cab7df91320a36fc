package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private final Specs specs = new Specs();

    @Test
    void aNodePackageIsRunByNpx() {
        specs.packageName = Optional.of("server-everything");

        assertEquals(List.of("npx", "--prefer-offline", "-y", "server-everything"), command(true));
    }

    @Test
    void aPythonPackageIsRunByUvxWhereThereIsOne() {
        specs.packageName = Optional.of("mcp-server-time");
        specs.runtime = Optional.of(Runtime.python);

        assertEquals(List.of("uvx", "mcp-server-time"), command(true));
    }

    @Test
    void aPythonPackageGetsAnEnvironmentOfItsOwnWhereThereIsNoUvx() {
        specs.packageName = Optional.of("mcp-server-time[tz]==1.0");
        specs.runtime = Optional.of(Runtime.python);

        List<String> words = command(false);

        assertEquals("sh", words.getFirst());
        assertEquals(
                List.of(
                        "/home/cache/venvs/mcp-server-time_tz___1.0",
                        "mcp-server-time[tz]==1.0",
                        "mcp-server-time",
                        "mcp_server_time"),
                words.subList(4, 8));
        assertTrue(words.get(2).contains("python3 -m venv"));
    }

    @Test
    void anEnvironmentNeedsAHomeFolder() {
        specs.packageName = Optional.of("mcp-server-time");
        specs.runtime = Optional.of(Runtime.python);

        assertThrows(
                ProblemException.class, () -> new Commands(Path.of(""), false).of(Definition.of(specs.build()), true));
    }

    @Test
    void whatIsMissingForAPythonPackageIsSaid(@TempDir Path folder) throws Exception {
        specs.packageName = Optional.of("mcp-server-time");
        specs.runtime = Optional.of(Runtime.python);

        String said = run(folder, List.of());
        assertTrue(said.contains("\"mcp-server-time\" cannot be run: neither uvx nor python3 is on the PATH"), said);

        String withoutVenv = run(folder, List.of("exit 1"));
        assertTrue(withoutVenv.contains("python3 makes no environment; install its venv"), withoutVenv);
    }

    @Test
    void anEnvironmentIsMadeOnceAndAnewWhenItsInterpreterIsGone(@TempDir Path folder) throws Exception {
        specs.packageName = Optional.of("mcp-server-time");
        specs.runtime = Optional.of(Runtime.python);
        List<String> python = List.of(
                "echo \"$*\" >> " + folder + "/calls",
                "case \"$*\" in '-m venv'*) mkdir -p \"$4/bin\"; cp \"$0\" \"$4/bin/python\" ;; esac",
                "case \"$*\" in '-m mcp_server_time') echo served ;; esac");

        assertEquals("served", run(folder, python));
        assertEquals("served", run(folder, python));
        assertEquals(1, count(folder, "-m pip"), "installed once");

        Files.delete(folder.resolve("cache/venvs/mcp-server-time/bin/python"));
        assertEquals("served", run(folder, python));
        assertEquals(2, count(folder, "-m pip"), "installed anew");
    }

    private static long count(Path folder, String call) throws IOException {
        try (Stream<String> calls = Files.lines(folder.resolve("calls"))) {
            return calls.filter(line -> line.startsWith(call)).count();
        }
    }

    /** What the command prints where python3 is these lines of shell, or nothing. */
    private String run(Path folder, List<String> python) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : List.of("mkdir", "flock", "cp")) {
            program(bin.resolve(tool), "exec " + found(tool) + " \"$@\"");
        }
        if (!python.isEmpty()) {
            program(bin.resolve("python3"), String.join("\n", python));
        }
        List<String> line = new ArrayList<>(new Commands(folder, false).of(Definition.of(specs.build()), true));
        line.set(0, found("sh").toString());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("PATH", bin.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), said);
        return said.strip();
    }

    private static void program(Path file, String lines) throws IOException {
        Files.writeString(file, "#!" + found("sh") + "\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static Path found(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(one -> Path.of(one, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCommandIsTakenAsItIs() {
        specs.command = List.of("serve", "a b");

        assertEquals(List.of("serve", "a b"), command(true));
    }

    @Test
    void anImageRunsItsOwnEntryPoint() {
        specs.image = Optional.of("example/image");

        assertEquals(List.of(), command(true));
    }

    private List<String> command(boolean uvx) {
        return new Commands(Path.of("/home"), uvx).of(Definition.of(specs.build()), true);
    }
}
