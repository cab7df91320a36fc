package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Backoff backoff = new Backoff();

    @Test
    void pausesDoubleUpToAMinute() {
        List<Long> seconds = IntStream.range(0, 9).mapToObj(i -> fail()).toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), seconds);
    }

    @Test
    void resetStartsOver() {
        fail();
        fail();

        backoff.reset();

        assertTrue(backoff.due(NOW));
        assertEquals(1, fail());
    }

    private long fail() {
        backoff.failed(NOW);
        return Duration.between(NOW, backoff.next().orElseThrow()).toSeconds();
    }
}
