package io.mcpctl.audit.internal;

import static io.mcpctl.audit.internal.Bench.ALICE;
import static io.mcpctl.audit.internal.Bench.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrailTest {
    private static final Instant NOW = Instant.parse("2026-06-30T00:00:00Z");

    private final List<Entry> written = Collections.synchronizedList(new ArrayList<>());

    private static AuditEvent event(int n) {
        return Bench.event(NOW, "s" + n, "k", ALICE);
    }

    private List<String> sessions() {
        return written.stream().map(e -> ((Entry.Event) e).event().sessionId()).toList();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tenThousandEventsAreStoredOnceAndInOrder(Product product) throws Exception {
        Bench bench = new Bench(product);
        Trail trail = new Trail(bench.backlog);

        for (int n = 0; n < 10_000; n++) {
            trail.record(event(n));
        }

        Bench.await(() -> bench.events(OWNER, "limit=1").total() == 10_000);
        trail.close();
        assertEquals(0, trail.dropped());
        List<String> stored = new ArrayList<>();
        for (int offset = 0; offset < 10_000; offset += 500) {
            bench.events(OWNER, "limit=500&offset=" + offset).items().forEach(e -> stored.add(e.sessionId()));
        }
        List<String> expected = new ArrayList<>();
        for (int n = 9_999; n >= 0; n--) {
            expected.add("s" + n);
        }
        assertEquals(expected, stored);
    }

    @Test
    void recordingNeverWaitsForTheDatabaseAndTheOldestGoFirst() throws Exception {
        CountDownLatch database = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Trail trail = new Trail(
                (entries, flood) -> {
                    begun.countDown();
                    await(database);
                    written.addAll(entries);
                },
                100);
        trail.record(event(-1));
        assertTrue(begun.await(10, TimeUnit.SECONDS));

        long start = System.nanoTime();
        for (int n = 0; n < 250; n++) {
            trail.record(event(n));
        }

        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(1)) < 0);
        assertEquals(150, trail.dropped());
        database.countDown();
        trail.close();
        assertEquals(101, written.size());
        assertEquals("s150", sessions().get(1));
        assertEquals("s249", sessions().getLast());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWaitsIsStoredAtTheStop() {
        Trail trail = new Trail((entries, flood) -> written.addAll(entries), 10_000);
        for (int n = 0; n < 1_200; n++) {
            trail.record(event(n));
        }

        trail.close();

        assertEquals(1_200, written.size());
        trail.record(event(1));
        assertEquals(1, trail.dropped());
    }

    @Test
    void anUnreachableDatabaseIsTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Trail trail = new Trail(
                (entries, flood) -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new SQLException("away", "08006");
                    }
                    written.addAll(entries);
                },
                100);

        trail.record(event(1));
        trail.record(event(2));

        Bench.await(() -> written.size() == 2);
        trail.close();
        assertEquals(List.of("s1", "s2"), sessions());
        assertEquals(0, trail.dropped());
    }

    @Test
    void anEntryThatTheDatabaseRefusesDoesNotTakeTheOthersWithIt() throws Exception {
        Trail trail = new Trail(
                (entries, flood) -> {
                    if (entries.stream()
                            .anyMatch(e -> ((Entry.Event) e).event().sessionId().equals("s2"))) {
                        throw new SQLException("too long", "22001");
                    }
                    written.addAll(entries);
                },
                100);

        trail.record(event(1));
        trail.record(event(2));
        trail.record(event(3));

        Bench.await(() -> written.size() == 2 && trail.dropped() == 1);
        trail.close();
        assertEquals(List.of("s1", "s3"), sessions());
    }

    @Test
    void aDeadDatabaseDoesNotHoldUpTheStop() {
        Trail trail = new Trail(
                (entries, flood) -> {
                    throw new SQLException("away", "08006");
                },
                100);
        trail.record(event(1));

        long start = System.nanoTime();
        trail.close();

        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(4)) < 0);
        assertEquals(1, trail.dropped());
    }
}
