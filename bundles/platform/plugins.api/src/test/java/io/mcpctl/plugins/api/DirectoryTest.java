package io.mcpctl.plugins.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @ExtensionPoint(family = "greeter", key = "greeter.name")
    interface Greeter {
        String greet();
    }

    /** A provider that can be gone, as a plug-in that was stopped. */
    static final class Loud implements Greeter {
        private final AtomicBoolean stopped = new AtomicBoolean();

        @Override
        public String greet() {
            return stopped.get() ? "called after its end" : "HELLO";
        }
    }

    private final Directory<Greeter> directory = new Directory<>(Greeter.class);

    @Test
    void aProviderIsCalledByItsName() {
        directory.add(() -> "hello", properties("calm", 1));

        try (Lease<Greeter> lease = directory.lease("calm").orElseThrow()) {
            assertEquals("hello", lease.provider().greet());
        }
        assertEquals(Set.of("calm"), directory.names());
        assertTrue(directory.lease("loud").isEmpty());
    }

    @Test
    void aProviderWithoutANameIsNotTakenIn() {
        Greeter nameless = () -> "?";

        assertEquals(Optional.empty(), directory.add(nameless, Map.of("service.id", 1L)));
        assertEquals(0, directory.remove(nameless, Map.of("service.id", 1L), LONG));
        assertEquals(Set.of(), directory.names());
    }

    @Test
    void theHigherRankingIsInUseThenTheOlderOne() {
        Greeter old = () -> "old";
        Greeter young = () -> "young";
        Greeter important = () -> "important";
        directory.add(young, properties("x", 2));
        directory.add(old, properties("x", 1));
        assertEquals("old", greeting("x"));

        directory.add(important, Map.of("greeter.name", "x", "service.id", 3L, "service.ranking", 10));
        assertEquals("important", greeting("x"));

        directory.remove(important, properties("x", 3), LONG);
        directory.remove(old, properties("x", 1), LONG);
        assertEquals("young", greeting("x"));
        directory.remove(young, properties("x", 2), LONG);
        assertTrue(directory.lease("x").isEmpty());
    }

    @Test
    void removalWaitsForCallsUnderWayWhileNewCallsGoElsewhere() throws Exception {
        Greeter old = () -> "old";
        directory.add(old, properties("x", 1));
        directory.add(() -> "new", properties("x", 2));
        Lease<Greeter> underWay = directory.lease("x").orElseThrow();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> removal = threads.submit(() -> directory.remove(old, properties("x", 1), LONG));
            while (greeting("x").equals("old")) {
                Thread.onSpinWait();
            }
            assertFalse(removal.isDone());

            underWay.close();
            underWay.close();
            assertEquals(0, removal.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void removalTellsHowManyCallsDidNotEndInTime() {
        Greeter slow = () -> "slow";
        directory.add(slow, properties("x", 1));
        Lease<Greeter> one = directory.lease("x").orElseThrow();
        Lease<Greeter> two = directory.lease("x").orElseThrow();

        assertEquals(2, directory.remove(slow, properties("x", 1), Duration.ofMillis(1)));
        assertSame(slow, one.provider());
        one.close();
        two.close();
    }

    @Test
    void nobodyIsCalledAfterItsEndAndNoCallIsLostWhileProvidersAreExchanged() throws Exception {
        Loud old = new Loud();
        directory.add(old, properties("x", 0));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> callers = Stream.generate(() -> threads.submit(this::callOften))
                    .limit(4)
                    .<Future<?>>map(future -> future)
                    .toList();
            for (long id = 1; !callers.stream().allMatch(Future::isDone); id++) {
                Loud next = new Loud();
                directory.add(next, properties("x", id));
                assertEquals(0, directory.remove(old, properties("x", id - 1), LONG));
                old.stopped.set(true);
                old = next;
            }
            for (Future<?> caller : callers) {
                caller.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private void callOften() {
        for (int i = 0; i < 20_000; i++) {
            assertEquals("HELLO", greeting("x"));
        }
    }

    @Test
    void whatBeganWithAProviderGoesOnWithItWhileNewThingsBeginWithItsSuccessor() {
        directory.add(() -> "old", of("x", 1));
        Stay<Greeter> begun = directory.stay("x").orElseThrow();
        directory.add(() -> "new", of("x", 2));

        assertFalse(directory.vacate(1));

        assertEquals("new", greeting("x"));
        assertEquals("old", greeting(begun.lease()));
        assertEquals("new", greeting(directory.stay("x").orElseThrow().lease()));
        begun.close();
        begun.close();
        assertTrue(directory.vacate(1));
        assertFalse(directory.vacate(2));
        assertTrue(directory.vacate(3));
    }

    @Test
    void aStayEndsWithItsProviderAndNothingBeginsWithOneThatGoes() {
        Greeter only = () -> "only";
        directory.add(only, of("x", 1));
        Stay<Greeter> begun = directory.stay("x").orElseThrow();

        assertFalse(directory.vacate(1));
        assertEquals("only", greeting("x"));
        assertTrue(directory.stay("x").isEmpty());

        assertEquals(0, directory.remove(only, of("x", 1), LONG));
        assertTrue(begun.lease().isEmpty());
        assertTrue(directory.stay("x").isEmpty());
    }

    @Test
    void anInterfaceThatIsNoExtensionPointIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Directory<>(Runnable.class))
                .getMessage();

        assertEquals("java.lang.Runnable is no @ExtensionPoint", message);
    }

    private String greeting(String name) {
        return greeting(directory.lease(name));
    }

    private static String greeting(Optional<Lease<Greeter>> found) {
        try (Lease<Greeter> lease = found.orElseThrow()) {
            return lease.provider().greet();
        }
    }

    /** Of a bundle with the same id. */
    private static Map<String, Object> of(String name, long id) {
        return Map.of("greeter.name", name, "service.id", id, "service.bundleid", id);
    }

    private static Map<String, Object> properties(String name, long id) {
        return Map.of("greeter.name", name, "service.id", id);
    }
}
