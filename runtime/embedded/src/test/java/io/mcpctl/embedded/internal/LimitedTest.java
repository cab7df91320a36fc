package io.mcpctl.embedded.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitedTest {
    @Test
    void workBeyondItsLimitIsInterruptedAndNamed() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        ProblemException late = assertThrows(
                ProblemException.class,
                () -> Limited.call("slow work", Duration.ofMillis(50), () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }));

        assertEquals(ProblemKind.TIMEOUT, late.kind());
        assertTrue(late.problem().detail().startsWith("slow work took longer"));
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    @Test
    void whatTheWorkThrowsReachesTheCaller() {
        IllegalStateException thrown = new IllegalStateException("no");

        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> Limited.call("work", Duration.ofSeconds(10), () -> {
                            throw thrown;
                        })));
    }

    @Test
    void documentsOfOneTextAreKeptApart() {
        assertEquals(
                List.of("{\"kind\":\"project\",\"n\":1}", "[true,null]"),
                Documents.toJson("kind: project\nn: 1\n---\n---\n[true, null]\n"));
    }

    @Test
    void keysThatAreGivenTwiceAreRefused() {
        ProblemException refused = assertThrows(ProblemException.class, () -> Documents.toJson("a: 1\na: 2\n"));

        assertTrue(
                refused.problem().detail().contains("duplicate key a"),
                refused.problem().detail());
    }
}
