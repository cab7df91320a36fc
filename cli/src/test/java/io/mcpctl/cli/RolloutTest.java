package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances are started anew, one after the other. */
class RolloutTest {
    private static final String INSTANCES = "GET /api/v1/instances?server=files";
    private static final String RESTART = "POST /api/v1/servers/files/restart";
    private final ScriptedDaemon daemon;

    RolloutTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home)
                .on("GET /api/v1/servers/files", 200, "{\"name\":\"files\",\"replicas\":2}")
                .on("GET /api/v1/servers/none", 200, "{\"name\":\"none\",\"replicas\":0}")
                .on(RESTART, 200, "{\"server\":\"files\",\"instances\":[\"a\",\"b\"]}")
                .on("POST /api/v1/servers/none/restart", 409, "{\"detail\":\"its replicas are 0\"}");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void instances(String... states) {
        StringBuilder list = new StringBuilder();
        for (String state : states) {
            String[] parts = state.split(":");
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"id\":\"" + parts[0] + "\",\"name\":\"files-0\",\"status\":\"" + parts[1] + "\"}");
        }
        daemon.on(INSTANCES, 200, "[" + list + "]");
    }

    @Test
    void theDaemonIsToldOnceAndWaitedForUntilAllAreNew() {
        instances("a:RUNNING", "b:RUNNING", "c:STARTING");
        instances("b:RUNNING", "c:RUNNING");
        instances("c:RUNNING", "d:STARTING");
        instances("c:RUNNING", "d:RUNNING");

        assertEquals(0, daemon.run("rollout", "restart", "server", "files"), daemon.err);

        assertEquals("server/files restarted\n", daemon.out);
        assertEquals(List.of(RESTART), daemon.lines("POST"));
        assertEquals(4, daemon.lines(INSTANCES).size());
        assertEquals(0, daemon.lines("DELETE").size());
        assertEquals(0, daemon.run("rollout", "restart", "server", "files", "--dry-run"), daemon.err);
        assertEquals(1, daemon.lines("POST").size());
    }

    @Test
    void statusWaitsUntilAllRun() {
        instances("a:STARTING");
        instances("a:RUNNING", "b:RUNNING");

        assertEquals(0, daemon.run("rollout", "status", "server", "files"), daemon.err);
        assertEquals("server/files 2 of 2 running\n", daemon.out);
    }

    @Test
    void whatTakesTooLongIsExitCodeSixWithTheState() {
        instances("a:RUNNING");

        assertEquals(6, daemon.run("rollout", "status", "server", "files", "--timeout", "0"));
        assertTrue(
                daemon.err.contains("1 of 2 running within 0 s") && daemon.err.contains("describe server"), daemon.err);
        assertEquals(0, daemon.run("rollout", "status", "server", "files", "--no-wait"));
        assertEquals("server/files 1 of 2 running\n", daemon.out);
    }

    @Test
    void whatCannotBeRolledOutIsRefused() {
        assertEquals(3, daemon.run("rollout", "restart", "server", "nosuch"));
        assertEquals(5, daemon.run("rollout", "restart", "server", "none"));
        assertTrue(daemon.err.contains("its replicas are 0"), daemon.err);
        assertEquals(2, daemon.run("rollout", "restart", "project", "x"));
        assertTrue(daemon.err.contains("only servers"), daemon.err);
        assertEquals(2, daemon.run("rollout", "restrat", "server", "x"));
        assertTrue(daemon.err.contains("did you mean \"rollout restart\""), daemon.err);
        assertEquals(0, daemon.lines("DELETE").size());
    }
}
