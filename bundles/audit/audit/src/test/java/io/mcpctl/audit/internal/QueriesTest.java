package io.mcpctl.audit.internal;

import static io.mcpctl.audit.internal.Bench.ALICE;
import static io.mcpctl.audit.internal.Bench.BOB;
import static io.mcpctl.audit.internal.Bench.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Product.class)
final class QueriesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Bench bench;

    QueriesTest(Product product) throws SQLException {
        bench = new Bench(product);
    }

    @BeforeEach
    void someRows() throws SQLException {
        bench.store(
                Bench.event(NOON, "s1", AuditEvent.SESSION_BIND, ALICE),
                Bench.event(NOON.plusSeconds(1), "s1", AuditEvent.TOOL_CALL_TRACE, ALICE),
                Bench.event(NOON.plusSeconds(2), "s2", AuditEvent.TOOL_CALL_TRACE, BOB),
                Bench.event(NOON.plusSeconds(3), "", AuditEvent.RBAC_DECISION, BOB));
        bench.store(
                Bench.action(NOON, ALICE, "create", "servers", "files"),
                Bench.action(NOON.plusSeconds(1), ALICE, "delete", "servers", "files"),
                Bench.action(NOON.plusSeconds(2), BOB, "create", "projects", "demo"),
                Bench.action(NOON.plusSeconds(3), OWNER, "update", "projects", "demo"));
    }

    @Test
    void eventsComeNewestFirstWithAllTheyTell() {
        Views.EventPage page = bench.events(OWNER, "");

        assertEquals(4, page.total());
        assertEquals(50, page.limit());
        assertEquals(
                List.of("rbac_decision", "tool_call_trace", "tool_call_trace", "session_bind"),
                page.items().stream().map(Views.EventView::eventKind).toList());
        Views.EventView oldest = page.items().getLast();
        assertEquals(NOON, oldest.timestamp());
        assertEquals(Optional.of("s1-1"), oldest.correlationId());
        assertEquals(Optional.of(ALICE.name()), oldest.userName());
        assertEquals(1, oldest.payload().get("n"));
        assertTrue(oldest.verified());
    }

    @ParameterizedTest
    @CsvSource({
        "sessionId=s1, 2",
        "projectName=demo, 4",
        "projectName=other, 0",
        "eventKind=tool_call_trace, 2",
        "source=mcplocal, 4",
        "source=client, 0",
        "correlationId=s2-1, 1",
        "parentEventId=s2-0, 1",
        "serverName=files, 4",
        "serverName=none, 0",
        "userName=bob@example.org, 2",
        "tokenName=ci, 4",
        "tokenSha=aa, 0",
        "from=2026-03-01T12:00:02Z, 2",
        "to=2026-03-01T12:00:00Z, 1",
        "from=2026-03-01T12:00:01Z&to=2026-03-01T13:00:02+01:00, 2",
        "from=2026-03-02, 0",
        "sessionId=s1&userName=bob@example.org, 0",
        "sessionId=' or 1=1 --, 0",
        "limit=1, 4"
    })
    void eventsAreFiltered(String query, int total) {
        assertEquals(total, bench.events(OWNER, query).total());
    }

    @ParameterizedTest
    @CsvSource({
        "userId=calice000000000000000user, 2",
        "userId=bob@example.org, 1",
        "userId=admin, 1",
        "action=create, 2",
        "resource=servers, 2",
        "resourceId=demo, 2",
        "resourceId=cid-files, 2",
        "resource=servers&action=delete, 1",
        "from=2026-03-01T12:00:03Z, 1",
        "to=2026-03-01T11:00:00Z, 0",
        "action='; drop table audit_logs; --, 0"
    })
    void actionsAreFiltered(String query, int total) {
        assertEquals(total, bench.logs(OWNER, query).total());
    }

    @Test
    void pagesAreCutByLimitAndOffset() {
        Views.LogPage page = bench.logs(OWNER, "limit=2&offset=1");

        assertEquals(4, page.total());
        assertEquals(2, page.limit());
        assertEquals(1, page.offset());
        assertEquals(
                List.of("create", "delete"),
                page.items().stream().map(Views.LogView::action).toList());
    }

    @Test
    void sessionsAreSummedUpLatestFirst() {
        Views.SessionPage page = bench.sessions(OWNER, "");

        assertEquals(2, page.total());
        assertEquals("s2", page.items().getFirst().sessionId());
        Views.SessionView first = page.items().getLast();
        assertEquals(NOON, first.firstSeen());
        assertEquals(NOON.plusSeconds(1), first.lastSeen());
        assertEquals(2, first.eventCount());
        assertEquals(List.of("session_bind", "tool_call_trace"), first.eventKinds());
        assertEquals(Optional.of(ALICE.name()), first.userName());
        assertEquals(1, bench.sessions(OWNER, "userName=alice@example.org").total());
        assertEquals(0, bench.sessions(OWNER, "projectName=other").total());
        assertEquals(1, bench.sessions(OWNER, "limit=1&offset=1").items().size());
    }

    @Test
    void usersWithoutViewOnRbacSeeOnlyTheirOwnRows() {
        assertEquals(2, bench.events(ALICE, "").total());
        assertEquals(0, bench.events(ALICE, "userName=bob@example.org").total());
        assertEquals(2, bench.logs(ALICE, "").total());
        assertEquals(0, bench.logs(ALICE, "userId=bob@example.org").total());
        assertEquals(
                List.of("s2"),
                bench.sessions(BOB, "").items().stream()
                        .map(Views.SessionView::sessionId)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
                "limit=0",
                "limit=501",
                "limit=ten",
                "limit=-1",
                "offset=-1",
                "offset=99999999"
            })
    void badBoundsAreRefusedByAllThreeQueries(String query) {
        String culprit = query.substring(0, query.indexOf('='));
        for (Problem problem : List.of(
                problem(() -> bench.events(OWNER, query)),
                problem(() -> bench.logs(OWNER, query)),
                problem(() -> bench.sessions(OWNER, query)))) {
            assertEquals(ProblemKind.INVALID, problem.kind());
            assertEquals(culprit, problem.violations().getFirst().path());
        }
    }

    private static Problem problem(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(ProblemException.class, executable).problem();
    }

    @Test
    void aPageHasFiveHundredRowsAtMost() throws SQLException {
        bench.store(IntStream.range(0, 600)
                .mapToObj(n -> Bench.event(NOON, "many", "k", ALICE))
                .toArray(AuditEvent[]::new));

        assertEquals(
                500, bench.events(OWNER, "sessionId=many&limit=500").items().size());
        assertEquals(50, bench.events(OWNER, "sessionId=many").items().size());
        assertEquals(
                100,
                bench.events(OWNER, "sessionId=many&limit=500&offset=500")
                        .items()
                        .size());
    }

    @Test
    void rowsOutliveTheirUsers() throws SQLException {
        bench.execute("delete from users where email = 'alice@example.org'");
        bench.store(Bench.action(NOON, ALICE, "logout", "sessions", "x"));

        Views.LogPage page = bench.logs(OWNER, "userId=alice@example.org");

        assertEquals(3, page.total());
        assertTrue(page.items().stream().allMatch(row -> row.userId().isEmpty()));
    }
}
