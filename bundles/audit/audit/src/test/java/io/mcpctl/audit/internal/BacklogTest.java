package io.mcpctl.audit.internal;

import static io.mcpctl.audit.internal.Bench.ALICE;
import static io.mcpctl.audit.internal.Bench.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.audit.api.AuditEvent.Source;
import io.mcpctl.audit.internal.Views.EventView;
import io.mcpctl.store.api.Database.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a flood leaves packed, and how it becomes rows. */
@ParameterizedClass
@EnumSource(Product.class)
final class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-06-30T00:00:00.123Z");

    private final Product product;
    private final Bench bench;
    private Backlog backlog;

    BacklogTest(Product product) throws Exception {
        this.product = product;
        this.bench = new Bench(product);
        this.backlog = bench.backlog;
    }

    @BeforeEach
    void clear() throws Exception {
        bench.execute("delete from audit_events");
        bench.execute("delete from audit_bursts");
        bench.execute("delete from audit_logs");
        backlog = new Backlog(bench.writer, bench.database);
    }

    private static List<Entry> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> (Entry) new Entry.Event(Bench.event(NOW, "s" + n, "k", ALICE)))
                .toList();
    }

    private List<String> sessions() {
        return bench.events(OWNER, "limit=500").items().stream()
                .map(EventView::sessionId)
                .toList();
    }

    private void settleAll() throws Exception {
        while (backlog.settle()) {
            assertTrue(bench.events(OWNER, "limit=1").total() > 0, "each step makes rows");
        }
    }

    @Test
    void aFloodBecomesRowsInItsOrder() throws Exception {
        backlog.write(events(0, 3), true);
        backlog.write(events(3, 5), false);

        assertEquals(List.of(), sessions());
        settleAll();
        backlog.write(events(5, 6), false);

        assertEquals(List.of("s5", "s4", "s3", "s2", "s1", "s0"), sessions());
    }

    @Test
    void aPackedEventLosesNothing() throws Exception {
        AuditEvent full = new AuditEvent(
                NOW,
                "session \u00e9\ud83d\ude00",
                "demo",
                "kind",
                Source.client,
                Map.of("text", "a\"b", "number", 1.5, "list", List.of(1, true, "x"), "map", Map.of("k", "v")),
                Optional.of("correlation"),
                Optional.of("parent"),
                Optional.of("server"),
                new Actor(Optional.of("user"), Optional.of("token"), Optional.of("a".repeat(64))));
        AuditEvent bare = new AuditEvent(
                Instant.EPOCH,
                "",
                "",
                "",
                Source.mcpd,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Actor.NOBODY);

        assertEquals(List.of(full, bare), Burst.unpack(Burst.pack(List.of(full, bare))));
    }

    @Test
    void anActionIsARowAtOnceEvenInAFlood() throws Exception {
        Entry action = new Entry.Action(new AuditAction(
                NOW, Optional.empty(), "alice", "create", "servers", Optional.empty(), Optional.empty(), Map.of()));
        backlog.write(List.of(events(0, 1).getFirst(), action), true);

        assertEquals(1, bench.logs(OWNER, "").total());
        assertEquals(List.of(), sessions());
    }

    @Test
    void whatAnotherProcessLeftPackedIsSettledFirst() throws Exception {
        backlog.write(events(0, 2), true);

        Backlog next = new Backlog(bench.writer, bench.database);
        next.write(events(2, 3), false);
        assertTrue(next.settle());
        assertTrue(next.settle());

        assertFalse(next.settle());
        assertEquals(List.of("s2", "s1", "s0"), sessions());
    }

    @Test
    void whatCannotBeReadDoesNotHoldUpTheOthers() throws Exception {
        backlog.write(events(0, 1), true);
        bench.execute("update audit_bursts set body = " + (product == Product.H2 ? "X'0102'" : "'\\x0102'::bytea"));
        backlog.write(events(1, 2), true);

        assertTrue(backlog.settle());
        assertTrue(backlog.settle());

        assertFalse(backlog.settle());
        assertEquals(List.of("s1"), sessions());
    }
}
