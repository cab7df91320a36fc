package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the proxy tells mcpd of its sessions. */
final class AuditCollectorTest {
    private static final String EVENTS = "/api/v1/audit/events";
    private static final int FULL = 50;

    private final FakeMcpd fake = new FakeMcpd();
    private final AuditCollector collector;

    AuditCollectorTest(@TempDir Path home) {
        fake.on(EVENTS, 201, "{\"inserted\":1}");
        collector = new AuditCollector(Settings.mcpd(fake, home, "own"), Settings.noUpstreams(home));
    }

    @AfterEach
    void end() {
        collector.close();
        fake.close();
    }

    private static AuditEvent event(String kind, String server, int number) {
        return new AuditEvent(
                Instant.EPOCH,
                "here-1",
                "demo",
                kind,
                AuditEvent.Source.mcplocal,
                Map.of("eventId", "e" + number, "transport", "stdio"),
                Optional.of("c1"),
                Optional.empty(),
                Optional.of(server).filter(name -> !name.isEmpty()),
                new Actor(Optional.of("local"), Optional.empty(), Optional.empty()));
    }

    private void bind(int count) {
        for (int i = 0; i < count; i++) {
            collector.record(event(AuditEvent.SESSION_BIND, "", i));
        }
    }

    @Test
    void aFullBatchIsSentAtOnceWithTheProxysBearer() {
        bind(FULL);

        Until.holds("it is sent", () -> fake.asked(EVENTS) == 1);
        FakeMcpd.Seen seen = fake.seen.getFirst();
        assertEquals(Optional.of("Bearer own"), seen.authorization());
        assertTrue(seen.body().contains("\"eventKind\":\"session_bind\""), seen.body());
        assertTrue(
                seen.body().contains("\"source\":\"mcplocal\"") && seen.body().contains("\"transport\":\"stdio\""));
        assertTrue(
                seen.body().contains("\"projectName\":\"demo\"") && seen.body().contains("\"correlationId\":\"c1\""));
        assertFalse(seen.body().contains("\"local\""), "mcpd knows the owner by the bearer");
    }

    @Test
    void whatWaitsIsSentAtTheEnd() {
        bind(1);

        collector.close();

        assertEquals(1, fake.asked(EVENTS));
    }

    @Test
    void callsThatMcpdSeesItselfAreLeftToIt() {
        collector.record(event(AuditEvent.TOOL_CALL_TRACE, "everything", 1));
        collector.record(event(AuditEvent.TOOL_CALL_TRACE, "", 2));

        collector.close();

        assertEquals(1, fake.asked(EVENTS));
        assertFalse(fake.seen.getFirst().body().contains("everything"));
    }

    @Test
    void whatMcpdWillNeverTakeIsDroppedAndCounted() {
        fake.on(EVENTS, 400, "{}");
        bind(FULL);

        Until.holds("it is dropped", () -> collector.dropped() == FULL);
        assertEquals(1, fake.asked(EVENTS));
    }

    @Test
    void whileMcpdDoesNotTakeThemTheOldestGiveWay() {
        fake.on(EVENTS, 401, "{}");
        bind(2 * 5_000);

        assertTrue(collector.dropped() >= 5_000 - FULL, () -> "dropped " + collector.dropped());
    }
}
