package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

final class DrainFilterTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DrainFilter filter = new DrainFilter((BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (self, method, arguments) -> null));

    /** A request that runs until it is released, answered with this type. */
    private final class Running implements AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final Thread thread;

        Running(String type) throws InterruptedException {
            Exchange exchange = new Exchange("GET", Map.of());
            thread = Thread.ofVirtual().start(() -> serve(exchange, type));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
        }

        private void serve(Exchange exchange, String type) {
            try {
                filter.doFilter(exchange.request(), exchange.response(), (request, response) -> {
                    response.setContentType(type);
                    begun.countDown();
                    await(release);
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            release.countDown();
            assertTrue(thread.join(LIMIT));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStopWaitsForWhatRunsAndRefusesWhatComes() throws Exception {
        AtomicBoolean drained = new AtomicBoolean();
        Exchange late = new Exchange("GET", Map.of());
        Thread stop;
        try (Running running = new Running("application/json")) {
            stop = Thread.ofVirtual().start(() -> {
                filter.drain(LIMIT);
                drained.set(true);
            });
            assertFalse(stop.join(Duration.ofMillis(300)), "something runs");
            filter.doFilter(late.request(), late.response(), late.chain());
            assertFalse(drained.get());
        }

        assertTrue(stop.join(LIMIT));
        assertEquals(503, late.status);
        assertFalse(late.passed);
    }

    @Test
    void streamsOfEventsAreNotWaitedForAndOthersForTheirLimitOnly() throws Exception {
        try (Running stream = new Running("text/event-stream")) {
            long begin = System.nanoTime();
            filter.drain(LIMIT);
            assertTrue(System.nanoTime() - begin < LIMIT.toNanos() / 2);
        }
        DrainFilterTest other = new DrainFilterTest();
        try (Running endless = other.new Running("application/json")) {
            long begin = System.nanoTime();
            other.filter.drain(Duration.ofMillis(200));
            assertTrue(System.nanoTime() - begin >= Duration.ofMillis(200).toNanos());
        }
    }
}
