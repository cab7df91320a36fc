package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
