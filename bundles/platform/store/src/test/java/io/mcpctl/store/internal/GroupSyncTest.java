package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GroupSyncTest {
    private final GroupSync sync = new GroupSync();

    @Test
    void thoseThatCommitWhileOneRunsShareTheNext() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        CountDownLatch allWait = new CountDownLatch(50);
        Callable<Object> caller = () -> {
            waiting.incrementAndGet();
            allWait.countDown();
            sync.await(() -> {
                runs.incrementAndGet();
                // The first one runs until all others have asked.
                awaitLatch(allWait);
            });
            return true;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> caller).toList())) {
                one.get();
            }
        }

        assertEquals(50, waiting.get());
        assertTrue(runs.get() < 50, runs + " runs");
    }

    @Test
    void aFailureIsTheCallersAndTheNextTriesAgain() throws SQLException {
        assertThrows(
                SQLException.class,
                () -> sync.await(() -> {
                    throw new SQLException("disk full");
                }));

        AtomicInteger runs = new AtomicInteger();
        sync.await(runs::incrementAndGet);

        assertEquals(1, runs.get());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
