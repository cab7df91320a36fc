package io.mcpctl.jsonrpc.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HeadroomTest {
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();

    private Headroom headroom(Duration patience, long afterCollection) {
        return new Headroom(
                used::get,
                1000,
                () -> {
                    collections.incrementAndGet();
                    used.set(Math.min(used.get(), afterCollection));
                },
                patience);
    }

    @Test
    void whatIsThereIsGivenOutOnceUntilItIsGivenBack() {
        Headroom headroom = headroom(Duration.ZERO, 0);

        Headroom.Claim first = headroom.claim(900).orElseThrow();
        assertTrue(headroom.claim(900).isEmpty());
        first.close();
        assertTrue(headroom.claim(900).isPresent());
    }

    @Test
    void garbageIsCollectedBeforeAnybodyIsRefused() {
        used.set(900);
        Headroom headroom = headroom(Duration.ofSeconds(10), 100);

        assertTrue(headroom.claim(700).isPresent());
        assertEquals(1, collections.get());
    }

    @Test
    void whoNeedsMoreThanThereIsIsRefusedAfterAWhile() {
        used.set(900);

        assertTrue(headroom(Duration.ofMillis(50), 900).claim(700).isEmpty());
    }

    @Test
    void aClaimThatNobodyGivesBackLapses() {
        Headroom headroom = headroom(Duration.ofSeconds(20), 0);
        Headroom.Claim lost = headroom.claim(900).orElseThrow();
        assertFalse(lost.hasLapsed());

        assertTrue(headroom.claim(900).isPresent());
        assertTrue(lost.hasLapsed());
    }

    @Test
    void whoeverIsInterruptedDoesNotWait() throws Exception {
        used.set(1000);
        Headroom headroom = headroom(Duration.ofSeconds(20), 1000);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        Thread waiting = Thread.ofVirtual().start(() -> {
            begun.countDown();
            if (headroom.claim(1).isEmpty()) {
                refused.incrementAndGet();
            }
        });

        begun.await();
        waiting.interrupt();
        assertTrue(waiting.join(Duration.ofSeconds(10)));
        assertEquals(1, refused.get());
    }
}
