package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierHealthTest {
    @TempDir
    Path home = Path.of("");

    private final FakeMcpd fake = new FakeMcpd();

    @BeforeEach
    void healthy() {
        fake.on("/api/v1/health", 200, "{\"status\":\"ready\",\"version\":\"1.2\",\"database\":\"connected\"}")
                .on("/api/v1/auth/me", 200, "{\"email\":\"ann\"}");
        instances("healthy", "healthy");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private void instances(String one, String other) {
        fake.on("/api/v1/instances", 200, """
                [{"name":"a-0","status":"RUNNING","healthStatus":"%s","lastHealthCheck":"2026-01-01T00:00:00Z"},
                 {"name":"b-0","status":"RUNNING","healthStatus":"%s"}]""".formatted(one, other));
    }

    private ObjectNode look() {
        Mcpd mcpd = Settings.mcpd(fake, home, "own");
        HealthWatch watch = new HealthWatch(
                Settings.of(LinkConfig.class, Map.of("healthIntervalMs", 0)), mcpd, Settings.noUpstreams(home));
        return watch.now().document("0.1", 7, true);
    }

    @Test
    void everyTierIsShown() {
        ObjectNode health = look();

        assertEquals("healthy", health.path("status").asText());
        assertEquals(7, health.path("mcplocal").path("uptime").asInt());
        assertEquals("connected", health.path("mcpd").path("status").asText());
        assertEquals("1.2", health.path("mcpd").path("version").asText());
        assertEquals("a-0", health.path("instances").path(0).path("name").asText());
        assertEquals(true, health.path("auth").path("loggedIn").asBoolean());
        assertEquals("ann", health.path("auth").path("user").asText());
    }

    @Test
    void oneBadInstanceDegradesAndAllBadOnesAreUnhealthy() {
        instances("healthy", "unhealthy");
        assertEquals("degraded", look().path("status").asText());

        instances("unhealthy", "unhealthy");
        assertEquals("unhealthy", look().path("status").asText());
    }

    @Test
    void aLostControlPlaneIsUnhealthyButAnswered() {
        fake.away();

        ObjectNode health = look();

        assertEquals("unhealthy", health.path("status").asText());
        assertEquals("disconnected", health.path("mcpd").path("status").asText());
    }

    @Test
    void aWrongTokenIsNoFaultOfTheTiers() {
        fake.on("/api/v1/auth/me", 401, "{}").on("/api/v1/instances", 403, "{}");

        ObjectNode health = look();

        assertEquals("healthy", health.path("status").asText());
        assertFalse(health.path("auth").path("loggedIn").asBoolean());
        assertEquals(0, health.path("instances").size());
    }

    @Test
    void anAnswerThatIsNoJsonIsSaid() {
        fake.on("/api/v1/health", 200, "<html>");

        ObjectNode health = look();

        assertEquals("connected", health.path("mcpd").path("status").asText());
        assertTrue(health.path("mcpd").path("warning").asText().contains("not JSON"));
    }

    @Test
    void otherMachinesAreToldNoNames() {
        Mcpd mcpd = Settings.mcpd(fake, home, "own");
        HealthWatch watch = new HealthWatch(
                Settings.of(LinkConfig.class, Map.of("healthIntervalMs", 0)), mcpd, Settings.noUpstreams(home));

        String text = watch.now().document("0.1", 7, false).toString();

        assertEquals(
                "{\"status\":\"healthy\",\"mcplocal\":{\"status\":\"healthy\"},\"mcpd\":{\"status\":\"connected\"}}",
                text);
    }
}
