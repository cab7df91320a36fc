package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.observe.api.PluginMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GuardTest {
    private static final Plugin HOOK = Plugin.model("m", "onToolsList");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Guard guard = new Guard();

    @AfterEach
    void close() {
        guard.deactivate();
    }

    @Test
    void aHookRunsOnTheThreadOfItsCaller() throws PluginFailure {
        assertSame(Thread.currentThread(), guard.here(HOOK, LONG, watch -> Thread.currentThread()));
    }

    @Test
    void aHookThatWasLateOnceIsCalledOnAThreadOfItsOwnFromThenOn() throws PluginFailure {
        PluginFailure late = assertThrows(
                PluginFailure.class,
                () -> guard.here(HOOK, SHORT, watch -> {
                    new CountDownLatch(1).await();
                    return "never";
                }));

        assertEquals("proxy model \"m\", onToolsList, failed: not back after 50 ms", late.getMessage());
        assertFalse(Thread.currentThread().isInterrupted());
        assertNotSame(Thread.currentThread(), guard.here(HOOK, LONG, watch -> Thread.currentThread()));
        guard.forget("proxymodel", "m");
        assertSame(Thread.currentThread(), guard.here(HOOK, LONG, watch -> Thread.currentThread()));
    }

    @Test
    void aHookThatComesBackTooLateHasNoEffectThoughItReturned() {
        assertThrows(
                PluginFailure.class,
                () -> guard.here(HOOK, SHORT, watch -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return "late";
                }));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void timeThatAPlugInWaitsForOthersDoesNotCount() throws PluginFailure {
        String result = guard.here(
                HOOK,
                SHORT,
                watch -> guard.meanwhile(() -> {
                    long end = System.nanoTime() + 4 * SHORT.toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return "slow server";
                }));

        assertEquals("slow server", result);
    }

    @Test
    void everyCallIsCountedWithItsOutcome() throws PluginFailure {
        List<String> counted = new ArrayList<>();
        PluginMetrics metrics = (family, name, ok, took) -> counted.add(family + '/' + name + ' ' + ok);
        guard.setMetrics(metrics);

        guard.here(HOOK, LONG, watch -> "x");
        assertThrows(
                PluginFailure.class,
                () -> guard.apart(Plugin.stage("s"), LONG, watch -> {
                    throw new StackOverflowError();
                }));

        assertEquals(List.of("proxymodel/m true", "stage/s false"), counted);
    }

    @Test
    void aClientThatGivesUpInterruptsTheStage() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread client = Thread.ofVirtual()
                .start(() -> assertThrows(
                        PluginFailure.class,
                        () -> guard.apart(Plugin.stage("s"), LONG, watch -> {
                            running.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                interrupted.countDown();
                            }
                            return "never";
                        })));
        assertTrue(running.await(10, TimeUnit.SECONDS));

        client.interrupt();

        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        client.join();
    }

    @Test
    void whatHasToBeDoneIsDoneAlthoughTheClientGivesUp() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch going = new CountDownLatch(1);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread client = Thread.ofVirtual().start(() -> {
            try {
                String done = guard.anyway(HOOK, LONG, watch -> {
                    running.countDown();
                    going.await();
                    return "done";
                });
                stillInterrupted.complete(
                        done.equals("done") && Thread.currentThread().isInterrupted());
            } catch (PluginFailure e) {
                stillInterrupted.completeExceptionally(e);
            }
        });
        assertTrue(running.await(10, TimeUnit.SECONDS));

        client.interrupt();
        going.countDown();

        assertTrue(stillInterrupted.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptionOfThePluginIsItsFailure() {
        for (boolean anyway : new boolean[] {true, false}) {
            Guard.Work<String> work = watch -> {
                throw new InterruptedException("of its own");
            };
            assertThrows(PluginFailure.class, () -> {
                if (anyway) {
                    guard.anyway(HOOK, LONG, work);
                } else {
                    guard.apart(HOOK, LONG, work);
                }
            });
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }
}
