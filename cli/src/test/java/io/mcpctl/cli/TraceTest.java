package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpctl.cli.api.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much {@code -v} shows, and who gets colours. */
class TraceTest {
    private final ScriptedDaemon daemon;

    TraceTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home)
                .on(
                        "GET /api/v1/servers?view=table",
                        200,
                        "{\"columns\":[\"NAME\"],\"rows\":[[\"files\"]],\"token\":\"canary-1\"}");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @CsvSource({
        "-v=0,false,false,false,false",
        "-v=1,true,false,false,false",
        "-v6,true,true,false,false",
        "--verbose=7,true,true,true,false",
        "-v,true,true,true,true",
        "--verbose,true,true,true,true",
        "-v=9,true,true,true,true"
    })
    void eachLevelShowsMore(String option, boolean address, boolean requests, boolean headers, boolean bodies) {
        assertEquals(0, daemon.run("get", option, "servers"), daemon.err);

        assertEquals("NAME\nfiles\n", daemon.out);
        assertEquals(address, daemon.err.contains("* the daemon is " + daemon.url()), daemon.err);
        assertEquals(requests, daemon.err.contains("> GET " + daemon.url() + "/api/v1/servers"), daemon.err);
        assertEquals(requests, daemon.err.contains("< 200 after "), daemon.err);
        assertEquals(headers, daemon.err.contains("> Authorization: ***"), daemon.err);
        assertEquals(bodies, daemon.err.contains("\"rows\":[[\"files\"]],\"token\":\"***\""), daemon.err);
        assertFalse(daemon.err.contains(ScriptedDaemon.OWNERS_TOKEN) || daemon.err.contains("canary"), daemon.err);
    }

    @ParameterizedTest
    @CsvSource({
        "'',true,'',true",
        "'',false,'',false",
        "'',true,1,false",
        "auto,true,1,false",
        "always,false,1,true",
        "never,true,'',false"
    })
    void coloursFollowTheLineThenNoColorThenTheTerminal(String option, boolean person, String noColor, boolean wanted) {
        Terminal terminal = new Terminal(System.in, System.out, System.err, person, false, false);
        Arguments arguments = new Arguments(
                Optional.of(option)
                        .filter(text -> !text.isEmpty())
                        .map(text -> Map.of("--color", List.of(text)))
                        .orElse(Map.of()),
                List.of());

        assertEquals(
                wanted,
                new Invocation(arguments, terminal, new Home(daemon.home), Map.of("NO_COLOR", noColor), daemon.home)
                        .colours());
    }
}
