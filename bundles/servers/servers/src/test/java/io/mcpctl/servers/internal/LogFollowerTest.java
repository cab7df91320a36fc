package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.process.ProcessOrchestrator;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of real processes. */
final class LogFollowerTest {
    private final MemoryStore store = new MemoryStore();
    private final WorkDesk desk = new WorkDesk();
    private final Orchestrators orchestrators = new Orchestrators();
    private final ProcessOrchestrator processes;
    private final Reconciler reconciler;
    private final InstanceLogs logs = new InstanceLogs(desk, store, new OwnerDaemon(desk));
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

    LogFollowerTest(@TempDir Path home) {
        processes = new ProcessOrchestrator(
                Annotations.of(ProcessOrchestrator.Config.class, Map.of("home", home.toString())));
        orchestrators.addOrchestrator(processes, Map.of("name", "process"));
        reconciler = new Reconciler(
                new Surroundings(
                        store,
                        orchestrators,
                        new LineConnector(),
                        new Commands(home, true),
                        "process",
                        new FakeSecrets(),
                        DaemonName.of("http://127.0.0.1:3100", "here")),
                desk,
                () -> true);
    }

    @AfterEach
    void stop() {
        logs.close();
        reconciler.close();
        processes.close();
    }

    private void define(String name, Specs specs, Status status) {
        store.create(Kinds.SERVER, name, ServerRules.complete(specs.build()));
        reconciler.trigger(name);
        await(() -> store.find(Kinds.INSTANCE, name + "-0")
                .filter(found -> found.spec().status() == status)
                .isPresent());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not come true within 15 seconds");
            LockSupport.parkNanos(10_000_000);
        }
    }

    @SuppressWarnings("unchecked") // the route takes no body
    private Reply get(String instance, Map<String, List<String>> query) {
        Route<Route.Nothing> route = (Route<Route.Nothing>) logs.routes().getFirst();
        return route.handler()
                .handle(new Call<>(
                        Principal.SYSTEM, Map.of("name", instance), query, Map.of(), new Route.Nothing(), "127.0.0.1"));
    }

    private Thread follow(String instance, String tail) {
        Reply.Events events = assertInstanceOf(
                Reply.Events.class, get(instance, Map.of("follow", List.of("true"), "tail", List.of(tail))));
        return Thread.ofVirtual().start(() -> {
            try {
                events.source().run(new Collecting());
            } catch (IOException gone) {
                sent.add("gone");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private final class Collecting implements Reply.EventSink {
        @Override
        public void send(String id, String event, Object data) throws IOException {
            if (data.equals("leave")) {
                throw new IOException("the reader left");
            }
            sent.add(event + " " + data);
        }

        @Override
        public void ping() {}
    }

    private String next() throws InterruptedException {
        String line = sent.poll(15, TimeUnit.SECONDS);
        return line == null ? "nothing within 15 seconds" : line;
    }

    @Test
    void theLastLinesComeFirstAndThenThoseToCome() throws Exception {
        define(
                "talk",
                Specs.script("echo one >&2; echo two >&2; (sleep 1; echo three >&2; sleep 1; echo four >&2) & "
                        + Specs.ANSWERING),
                Status.RUNNING);

        Thread reader = follow("talk-0", "1");

        assertEquals("stderr two", next());
        assertEquals("stderr three", next());
        assertEquals("stderr four", next());
        assertTrue(reader.isAlive());
        reconciler.stopInstance("talk", "talk-0");
        assertTrue(next().startsWith("end "));
        assertTrue(reader.join(Duration.ofSeconds(10)));
    }

    @Test
    void theLogOfAFailedInstanceEnds() throws Exception {
        define("bad", Specs.script("echo broken >&2; exit 3"), Status.ERROR);

        Thread reader = follow("bad-0", "100");

        assertEquals("stderr broken", next());
        assertEquals("end the instance ended", next());
        assertTrue(reader.join(Duration.ofSeconds(10)));
    }

    @Test
    void aReaderWhoLeavesIsLetGo() throws Exception {
        define("talk", Specs.script("echo leave >&2; " + Specs.ANSWERING), Status.RUNNING);

        Thread reader = follow("talk-0", "100");

        assertEquals("gone", next());
        assertTrue(reader.join(Duration.ofSeconds(10)));
    }

    @Test
    void theEndOfTheComponentEndsItsReaders() throws Exception {
        define("talk", Specs.script("echo here >&2; " + Specs.ANSWERING), Status.RUNNING);
        Thread reader = follow("talk-0", "100");
        assertEquals("stderr here", next());

        logs.close();

        assertTrue(reader.join(Duration.ofSeconds(10)));
    }

    @Test
    void thereAreSoManyReadersAtMost() throws Exception {
        define("talk", Specs.script("echo here >&2; " + Specs.ANSWERING), Status.RUNNING);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < LogFollower.MAX_READERS; i++) {
            readers.add(follow("talk-0", "1"));
        }
        for (int i = 0; i < LogFollower.MAX_READERS; i++) {
            assertEquals("stderr here", next());
        }

        ProblemException refused =
                assertThrows(ProblemException.class, () -> get("talk-0", Map.of("follow", List.of("true"))));

        assertEquals(ProblemKind.THROTTLED, refused.kind());
        assertTrue(readers.stream().allMatch(Thread::isAlive));
    }

    @Test
    void withoutFollowTheLastLinesAreAnswered() {
        define("talk", Specs.script("echo one >&2; echo two >&2; " + Specs.ANSWERING), Status.RUNNING);

        Reply.Json reply = assertInstanceOf(Reply.Json.class, get("talk-0", Map.of("tail", List.of("1"))));

        assertEquals(new WorkloadLog("", "two\n"), reply.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "ten", "1.5", "", "10001"})
    void aTailThatIsNoPositiveNumberIsRefused(String tail) {
        for (String follow : List.of("true", "false")) {
            Problem problem = assertThrows(
                            ProblemException.class,
                            () -> get("any", Map.of("tail", List.of(tail), "follow", List.of(follow))))
                    .problem();
            assertEquals(ProblemKind.INVALID, problem.kind());
            assertEquals("tail: must be a whole number from 1 to 10000", problem.detail());
        }
    }

    @Test
    void unknownInstancesAndThoseWithoutContainerAreToldApart() {
        Specs external = new Specs();
        external.url = Optional.of("http://127.0.0.1:9/mcp");
        define("far", external, Status.RUNNING);

        for (String follow : List.of("true", "false")) {
            Map<String, List<String>> query = Map.of("follow", List.of(follow));
            ProblemException unknown = assertThrows(ProblemException.class, () -> get("nobody-0", query));
            assertEquals(ProblemKind.NOT_FOUND, unknown.kind());
            assertTrue(unknown.problem().detail().contains("nobody-0"));
            ProblemException without = assertThrows(ProblemException.class, () -> get("far-0", query));
            assertEquals(ProblemKind.CONFLICT, without.kind());
            assertTrue(without.problem().detail().contains("no container"));
        }
        assertEquals(
                ProblemKind.INVALID,
                assertThrows(ProblemException.class, () -> get("far-0", Map.of("follow", List.of("yes"))))
                        .kind());
    }

    @Test
    void logsNeedTheOperation() {
        assertEquals(new Permission.Operation("logs"), logs.routes().getFirst().permission());
    }
}
