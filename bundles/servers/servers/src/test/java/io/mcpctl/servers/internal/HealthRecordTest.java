package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.servers.api.InstanceSpec.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final HealthRecord health = new HealthRecord();

    @Test
    void failuresDegradeUntilTheThresholdMakesItUnhealthy() {
        assertTrue(health.add(false, 3, NOW));
        assertEquals(Optional.of(Health.degraded), health.health());
        assertFalse(health.add(false, 3, NOW));
        assertTrue(health.add(false, 3, NOW));

        assertEquals(Optional.of(Health.unhealthy), health.health());
    }

    @Test
    void oneSuccessMakesItHealthyAndCountingStartsAgain() {
        health.add(false, 2, NOW);
        health.add(true, 2, NOW);
        health.add(false, 2, NOW);

        assertEquals(Optional.of(Health.degraded), health.health());
    }

    @Test
    void itIsProvenAfterAnUnbrokenWhile() {
        health.add(true, 3, NOW);
        health.add(true, 3, NOW.plusSeconds(40));

        assertFalse(health.healthyFor(Duration.ofSeconds(60), NOW.plusSeconds(59)));
        assertTrue(health.healthyFor(Duration.ofSeconds(60), NOW.plusSeconds(60)));
    }
}
