package io.mcpctl.audit.internal;

import static io.mcpctl.audit.internal.Bench.ALICE;
import static io.mcpctl.audit.internal.Bench.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditEvent.Source;
import io.mcpctl.audit.internal.EventBatch.Origin;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that proxies send, purges and retention. */
@ParameterizedClass
@EnumSource(Product.class)
final class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-06-30T00:00:00Z");

    private final Bench bench;

    IntakeTest(Product product) throws SQLException {
        bench = new Bench(product);
    }

    private static EventBatch.Event event(String kind, Origin source, Map<String, Object> payload) {
        return new EventBatch.Event(
                Optional.empty(),
                "s1",
                "demo",
                kind,
                source,
                Optional.of(true),
                payload,
                Optional.of("c1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("somebody@example.org"),
                Optional.empty(),
                Optional.empty());
    }

    private Object send(io.mcpctl.identity.api.Principal caller, EventBatch.Event... events) {
        return bench.call(caller, "POST", "/audit/events", new EventBatch(List.of(events)), "");
    }

    @Test
    void aBatchIsStoredInItsOrder() {
        Object answer = send(
                OWNER,
                event("stage_execution", Origin.mcplocal, Map.of()),
                event("of_the_future", Origin.mcplocal, Map.of("deep", Map.of("list", List.of(1, "two")))));

        assertEquals(new Views.Inserted(2), answer);
        List<Views.EventView> stored = bench.events(OWNER, "").items();
        assertEquals("of_the_future", stored.getFirst().eventKind());
        assertEquals(
                Map.of("deep", Map.of("list", List.of(1, "two"))),
                stored.getFirst().payload());
        assertEquals(201, bench.route("POST", "/audit/events").status());
        assertEquals(
                Permission.AUTHENTICATED, bench.route("POST", "/audit/events").permission());
    }

    @Test
    void whetherAnEventIsVerifiedFollowsFromItsSource() {
        send(OWNER, event("gate_decision", Origin.client, Map.of()), event("gate_decision", Origin.mcplocal, Map.of()));

        List<Views.EventView> stored = bench.events(OWNER, "").items();
        assertEquals(Source.mcplocal, stored.getFirst().source());
        assertTrue(stored.getFirst().verified());
        assertEquals(Source.client, stored.getLast().source());
        assertFalse(stored.getLast().verified());
    }

    @Test
    void usersSpeakForThemselvesOnly() {
        send(ALICE, event("session_bind", Origin.mcplocal, Map.of()));
        send(OWNER, event("session_bind", Origin.mcplocal, Map.of()));

        assertEquals(1, bench.events(OWNER, "userName=alice@example.org").total());
        assertEquals(1, bench.events(OWNER, "userName=somebody@example.org").total());
    }

    @Test
    void aTooLargePayloadRefusesTheWholeBatchWithItsIndex() {
        ProblemException refused = assertThrows(
                ProblemException.class,
                () -> send(
                        OWNER,
                        event("a", Origin.mcplocal, Map.of()),
                        event("b", Origin.mcplocal, Map.of("text", "x".repeat(70_000)))));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertEquals("[1].payload", refused.problem().violations().getFirst().path());
        assertEquals(0, bench.events(OWNER, "").total());
    }

    @Test
    void charactersThatADatabaseCannotHoldDoNotLoseTheEvent() {
        send(OWNER, event("odd", Origin.client, Map.of("text", "a\0b")));

        assertEquals(
                "a\uFFFDb", bench.events(OWNER, "").items().getFirst().payload().get("text"));
    }

    @Test
    void purgesDeleteWhatIsOlderAndNeedTheOperation() throws SQLException {
        bench.store(Bench.event(NOW, "old", "k", ALICE), Bench.event(NOW.plusSeconds(1), "new", "k", ALICE));
        bench.store(
                Bench.action(NOW, ALICE, "create", "servers", "old"),
                Bench.action(NOW.plusSeconds(1), ALICE, "create", "servers", "new"));
        AuditRoutes.Purge body = new AuditRoutes.Purge(NOW.plusSeconds(1));

        assertEquals(new Views.Deleted(1), bench.call(OWNER, "POST", "/audit/events/purge", body, ""));
        assertEquals(new Views.Deleted(1), bench.call(OWNER, "POST", "/audit-logs/purge", body, ""));

        assertEquals("new", bench.events(OWNER, "").items().getFirst().sessionId());
        assertEquals(1, bench.logs(OWNER, "").total());
        for (String path : List.of("/audit/events/purge", "/audit-logs/purge")) {
            assertEquals(
                    new Permission.Operation("audit-purge"),
                    bench.route("POST", path).permission());
            assertEquals("purge", bench.route("POST", path).verb());
        }
    }

    @Test
    void retentionDeletesWhatIsPastItsDays() throws SQLException {
        for (int days : List.of(1, 29, 31, 89, 91)) {
            Instant then = NOW.minus(Duration.ofDays(days));
            bench.store(Bench.event(then, "d" + days, "k", ALICE));
            bench.store(Bench.action(then, ALICE, "create", "servers", "d" + days));
        }

        new Retention(bench.tables, 0, 0, Clock.fixed(NOW, ZoneOffset.UTC)).sweep();
        assertEquals(5, bench.events(OWNER, "").total());
        assertEquals(5, bench.logs(OWNER, "").total());

        new Retention(bench.tables, 90, 30, Clock.fixed(NOW, ZoneOffset.UTC)).sweep();
        assertEquals(2, bench.events(OWNER, "").total());
        assertEquals(4, bench.logs(OWNER, "").total());
    }
}
