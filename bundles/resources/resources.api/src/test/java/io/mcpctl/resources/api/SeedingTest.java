package io.mcpctl.resources.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeedingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger tries = new AtomicInteger();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    private static ProblemException problem(ProblemKind kind) {
        return new ProblemException(kind, "not now");
    }

    @Test
    void itIsTriedAgainWhileTheDatabaseOrAnotherDaemonIsInTheWay() throws InterruptedException {
        List<ProblemKind> obstacles = List.of(ProblemKind.UNAVAILABLE, ProblemKind.CONFLICT);
        Runnable work = () -> {
            int number = tries.getAndIncrement();
            if (number < obstacles.size()) {
                throw problem(obstacles.get(number));
            }
        };

        try (Seeding seeding = Seeding.start("seeding", work, failures::add)) {
            assertTrue(seeding.await(LIMIT));
        }

        assertEquals(3, tries.get());
        assertEquals(List.of(), failures);
    }

    @Test
    void whatWillNotPassIsToldAtOnce() throws InterruptedException {
        for (RuntimeException failure : List.of(problem(ProblemKind.INVALID), new IllegalStateException("broken"))) {
            Runnable work = () -> {
                throw failure;
            };

            try (Seeding seeding = Seeding.start("seeding", work, failures::add)) {
                assertTrue(seeding.await(LIMIT));
            }

            assertEquals(failure, failures.getLast());
        }
        assertEquals(2, failures.size());
    }

    @Test
    void whenTheLimitIsOverTheLastFailureIsTold() throws InterruptedException {
        Runnable work = () -> {
            throw problem(ProblemKind.UNAVAILABLE);
        };
        Seeding seeding = new Seeding("seeding", work, failures::add, Duration.ZERO);

        seeding.begin();

        assertTrue(seeding.await(LIMIT));
        assertEquals(1, failures.size());
    }

    @Test
    void closingEndsIt() throws InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        Runnable work = () -> {
            tried.countDown();
            throw problem(ProblemKind.UNAVAILABLE);
        };
        Seeding seeding = Seeding.start("seeding", work, failures::add);
        assertTrue(tried.await(20, TimeUnit.SECONDS));

        seeding.close();

        assertTrue(seeding.await(LIMIT));
        assertEquals(List.of(), failures);
    }
}
