package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartPauseTest {
    private Instant now = Instant.EPOCH;
    private final RestartPause pause = new RestartPause("s", new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    /** Seconds until the next attempt after a failure. */
    private long fail() {
        pause.failed("ended");
        long seconds = 0;
        while (true) {
            try {
                pause.check();
                return seconds;
            } catch (ProblemException e) {
                now = now.plusSeconds(1);
                seconds++;
            }
        }
    }

    @Test
    void pausesGrowAndStayAtThirtySeconds() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(fail());
        }

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L), pauses);
    }

    @Test
    void aMinuteOfHealthBeginsAnew() {
        fail();
        fail();
        pause.worked();
        assertFalse(pause.isFailing());
        assertEquals(4, fail());

        pause.worked();
        now = now.plusSeconds(60);

        assertEquals(1, fail());
    }

    @Test
    void whoComesTooEarlyIsToldWhyAndWhen() {
        assertDoesNotThrow(pause::check);
        pause.failed("exit code 3");

        ProblemException refused = assertThrows(ProblemException.class, pause::check);

        assertTrue(pause.isFailing());
        assertTrue(
                refused.problem().detail().contains("exit code 3"),
                refused.problem().detail());
        assertTrue(refused.problem().detail().contains("in 2 s")
                || refused.problem().detail().contains("in 1 s"));
    }
}
