package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicInteger asked = new AtomicInteger();
    private final Kept<String> kept = new Kept<>(new Ticking());

    private final class Ticking extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private String ask() {
        return kept.get("key", () -> {
            asked.incrementAndGet();
            return new Kept.Fresh<>("good", Optional.empty());
        });
    }

    private ProblemKind fail(ProblemKind kind) {
        return assertThrows(
                        ProblemException.class,
                        () -> kept.get("key", () -> {
                            asked.incrementAndGet();
                            throw new ProblemException(kind, "no");
                        }))
                .kind();
    }

    @Test
    void aGoodAnswerIsBelievedForThirtySeconds() {
        ask();
        pass(29);
        ask();
        assertEquals(1, asked.get());

        pass(2);
        ask();
        assertEquals(2, asked.get());
    }

    @Test
    void aRefusalIsBelievedForFiveSeconds() {
        fail(ProblemKind.UNAUTHENTICATED);
        pass(4);
        fail(ProblemKind.UNAUTHENTICATED);
        assertEquals(1, asked.get());

        pass(2);
        assertEquals("good", ask());
    }

    @Test
    void aFailureIsNotRemembered() {
        fail(ProblemKind.UNAVAILABLE);

        assertEquals("good", ask());
    }

    @Test
    void anAnswerDoesNotOutliveWhatItIsAbout() {
        kept.get("key", () -> new Kept.Fresh<>("short", Optional.of(now.plus(Duration.ofSeconds(3)))));
        pass(4);

        assertEquals("good", ask());
    }

    @Test
    void whatIsForgottenIsAskedAgain() {
        ask();
        kept.forget("key");
        ask();

        assertEquals(2, asked.get());
    }

    @Test
    void askersOfTheSameWaitForOneAnswer() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> kept.get("key", () -> {
                        asked.incrementAndGet();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return new Kept.Fresh<>("good", Optional.empty());
                    })));
        }
        Until.holds("one asks", () -> asked.get() == 1);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(1, asked.get());
    }
}
