package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following changes; the daemon's 404 at the end is what ends these runs. */
class WatchTest {
    private static final String TABLE = "GET /api/v1/servers?view=table&watch=true";
    private static final String RAW = "GET /api/v1/servers?watch=true";
    private final ScriptedDaemon daemon;

    WatchTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home).on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static String row(String event, String id, String name, String state) {
        return "id: " + id + "\nevent: " + event + "\ndata: {\"columns\":[\"NAME\",\"HEALTH\"],\"rows\":[[\"" + name
                + "\",\"" + state + "\"]]}\n\n";
    }

    private static String document(String event, String name) {
        return "event: " + event + "\ndata: {\"name\":\"" + name + "\"}\n\n";
    }

    private static final String BOOKMARK = "id: 9\nevent: BOOKMARK\ndata: {}\n\n";

    private void end(String line) {
        daemon.on(line, 404, "{\"detail\":\"enough\"}");
    }

    @Test
    void whatIsThereIsATableAndEachChangeARow() {
        daemon.events(
                TABLE,
                row("ADDED", "1", "long-name", "ok") + row("ADDED", "1", "b", "bad") + BOOKMARK + ": ping\n\n"
                        + row("MODIFIED", "10", "b", "ok") + row("DELETED", "11", "b", "ok"));
        end(TABLE);

        assertEquals(3, daemon.run("get", "servers", "-w"), daemon.err);
        assertEquals(
                "NAME        HEALTH\nlong-name   ok\nb           bad\nb           ok\nb           ok       (deleted)\n",
                daemon.out);
    }

    @Test
    void aBrokenStreamIsTakenUpWhereItBroke() {
        daemon.events(TABLE, row("ADDED", "1", "a", "ok") + BOOKMARK).events(TABLE, row("MODIFIED", "10", "a", "bad"));
        end(TABLE);

        assertEquals(3, daemon.run("get", "servers", "-w"), daemon.err);
        assertEquals("NAME   HEALTH\na      ok\na      bad\n", daemon.out);
        assertEquals(
                List.of("", "9", "10"),
                daemon.asked.stream()
                        .filter(one -> one.line().equals(TABLE))
                        .map(one -> one.headers().getOrDefault("Last-event-id", ""))
                        .toList());
    }

    @Test
    void afterAResetOnlyWhatDiffersIsShown() {
        daemon.events(TABLE, row("ADDED", "1", "a", "ok") + row("ADDED", "1", "gone", "ok") + BOOKMARK)
                .events(
                        TABLE,
                        "event: RESET\ndata: {}\n\n" + row("ADDED", "2", "a", "ok") + row("ADDED", "2", "new", "ok")
                                + BOOKMARK);
        end(TABLE);

        assertEquals(3, daemon.run("get", "servers", "-w"), daemon.err);
        assertEquals("NAME   HEALTH\na      ok\ngone   ok\nnew    ok\ngone   (deleted)\n", daemon.out);
    }

    @Test
    void namesAndFormsAreThoseOfGet() {
        daemon.events(RAW, document("ADDED", "a1") + document("ADDED", "b") + BOOKMARK + document("ADDED", "a2"));
        end(RAW);

        daemon.run("get", "servers", "a*", "--watch-only", "-o", "jsonpath={.name} ");
        assertEquals("a2 ", daemon.out);
        daemon.run("get", "servers", "-w", "-o", "name");
        assertEquals("", daemon.out); // Nothing is left to tell.
    }

    @Test
    void aDaemonThatStaysAwayIsGivenUp() {
        daemon.on(TABLE, 403, "{\"status\":403,\"detail\":\"you may not\"}");

        assertEquals(4, daemon.run("get", "servers", "-w"));
        assertTrue(daemon.err.contains("you may not"), daemon.err);
    }
}
