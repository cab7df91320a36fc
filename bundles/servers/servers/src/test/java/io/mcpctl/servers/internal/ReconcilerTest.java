package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.orchestrator.process.ProcessOrchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.servers.api.ServerSpec.Transport;
import io.mcpctl.testing.MemoryStore;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reconciler with real processes. */
class ReconcilerTest {
    private static final DaemonName HERE = DaemonName.of("http://127.0.0.1:3100", "here");
    private static final Caller ANYONE = new Caller(Principal.SYSTEM, Optional.empty());

    private final MemoryStore store = new MemoryStore();
    private final LineConnector connector = new LineConnector();
    private final FakeSecrets secrets = new FakeSecrets();
    private final WorkDesk desk = new WorkDesk();
    private final Orchestrators orchestrators = new Orchestrators();
    private final ProcessOrchestrator processes;
    private final Reconciler reconciler;
    private volatile boolean leads = true;
    private final Sessions sessions;

    ReconcilerTest(@TempDir Path home) {
        processes = orchestrator(home);
        orchestrators.addOrchestrator(processes, Map.of("name", "process"));
        reconciler = new Reconciler(
                new Surroundings(store, orchestrators, connector, new Commands(home, true), "process", secrets, HERE),
                desk,
                () -> leads);
        sessions = new Sessions(reconciler);
    }

    private static ProcessOrchestrator orchestrator(Path home) {
        return new ProcessOrchestrator((ProcessOrchestrator.Config) Proxy.newProxyInstance(
                ReconcilerTest.class.getClassLoader(),
                new Class<?>[] {ProcessOrchestrator.Config.class},
                (proxy, method, arguments) -> home.toString()));
    }

    @AfterEach
    void stop() {
        reconciler.close();
        processes.close();
    }

    @Test
    void aServerBecomesRunningAndHealthy() {
        define("one", Specs.script(Specs.ANSWERING));

        awaitStatus("one-0", Status.RUNNING);
        await(
                () -> instance("one-0").flatMap(InstanceSpec::healthStatus).equals(Optional.of(Health.healthy)),
                "not healthy");
        assertEquals(
                "process", instance("one-0").flatMap(InstanceSpec::orchestrator).orElse(""));
    }

    @Test
    void aCrashLeavesAnErrorWithExitCodeAndLastLineAndIsRetried() {
        define("bad", Specs.script("echo out of luck >&2; exit 7"));

        awaitStatus("bad-0", Status.ERROR);
        String error = instance("bad-0").orElseThrow().metadata().getOrDefault("error", "");
        assertTrue(error.contains("out of luck") && error.contains("exit code 7"), error);
        await(() -> reconciler.condition("bad").nextRetryAt().isPresent(), "no retry is planned");
        assertTrue(reconciler.condition("bad").lastFailure().orElse("").contains("exit code 7"));

        String first = containerId("bad-0");
        assertEquals("out of luck\n", reconciler.log("bad", "process", first, 5).stderr());
        await(() -> !containerId("bad-0").equals(first), "was not retried");
    }

    @Test
    void aMissingProgramIsSaidOnTheInstance() {
        Specs specs = new Specs();
        specs.command = List.of("no-such-program");
        define("missing", specs);

        awaitStatus("missing-0", Status.ERROR);
        assertTrue(instance("missing-0").orElseThrow().metadata().toString().contains("no-such-program"));
    }

    @Test
    void anImageWithoutAnOrchestratorForImagesIsAnErrorOfTheInstance() {
        Specs specs = new Specs();
        specs.image = Optional.of("example/image");
        define("image", specs);

        awaitStatus("image-0", Status.ERROR);
    }

    @Test
    void anOrchestratorThatIsExchangedKeepsWhatItStartedUntilThatIsStartedAgain(@TempDir Path other) {
        define("one", Specs.script(Specs.ANSWERING));
        awaitStatus("one-0", Status.RUNNING);
        String before = containerId("one-0");
        ProcessOrchestrator next = orchestrator(other);
        orchestrators.addOrchestrator(next, Map.of("name", "process", "service.id", 2L, "service.bundleid", 2L));
        try {
            assertFalse(orchestrators.vacate(0));

            define("two", Specs.script(Specs.ANSWERING));
            awaitStatus("two-0", Status.RUNNING);
            assertEquals(1, next.list().size());
            assertEquals(before, containerId("one-0"));
            assertEquals("", reconciler.log("one", "process", before, 5).stderr());

            reconciler.stopInstance("one", "one-0");
            await(() -> next.list().size() == 2, "was not started by the next version");
            await(() -> orchestrators.vacate(0), "the former version is still needed");
            assertEquals(0, processes.list().size());
        } finally {
            reconciler.close();
            next.close();
        }
    }

    @Test
    void aDeletedInstanceIsReplaced() {
        define("again", Specs.script(Specs.ANSWERING));
        awaitStatus("again-0", Status.RUNNING);
        String before = containerId("again-0");

        reconciler.stopInstance("again", "again-0");

        await(() -> instance("again-0").isPresent() && !containerId("again-0").equals(before), "not replaced");
        assertEquals(1, processes.list().size());
    }

    private Set<String> running(String server) {
        return store.list(Kinds.INSTANCE).stream()
                .filter(row -> row.spec().server().equals(server) && row.spec().status() == Status.RUNNING)
                .map(Resource::id)
                .collect(Collectors.toSet());
    }

    @Test
    void aRestartReplacesAllInstancesAndTheServerServesMeanwhile() {
        Specs specs = Specs.script(Specs.ANSWERING);
        specs.replicas = 2;
        define("anew", specs);
        await(() -> running("anew").size() == 2, "not started");
        Set<String> before = running("anew");

        assertEquals(before, Set.copyOf(reconciler.restart("anew")));

        await(
                () -> {
                    Set<String> now = running("anew");
                    assertTrue(
                            now.size() >= 2,
                            () -> "the new one comes before the old one goes, but there are only " + now);
                    return now.size() == 2 && Collections.disjoint(now, before);
                },
                "not restarted");
        await(() -> processes.list().size() == 2, "an old one is left");
        await(
                () -> reconciler
                        .supervisor("anew")
                        .orElseThrow()
                        .settled(store.find(Kinds.SERVER, "anew").orElseThrow()),
                "more is to be done");
    }

    @Test
    void whatListensAtAPortGoesBeforeItsReplacementComes() {
        assertTrue(Definition.of(ServerRules.complete(Specs.script("").build())).runsBesideItself());
        Specs listening = Specs.script("");
        listening.transport = Optional.of(Transport.STREAMABLE_HTTP);
        assertFalse(Definition.of(ServerRules.complete(listening.build())).runsBesideItself());
    }

    @Test
    void aRestartOfWhatCannotStartAnyMoreLeavesTheOldOneInPlace(@TempDir Path folder) throws IOException {
        Path permit = Files.createFile(folder.resolve("permit"));
        define("once", Specs.script("[ -e " + permit + " ] || exit 3; " + Specs.ANSWERING));
        awaitStatus("once-0", Status.RUNNING);
        Set<String> before = running("once");
        Files.delete(permit);

        reconciler.restart("once");

        awaitStatus("once-1", Status.ERROR);
        assertEquals(before, running("once"));
        Files.createFile(permit);
        await(() -> running("once").size() == 1 && Collections.disjoint(running("once"), before), "not restarted");
    }

    @Test
    void replicasFollowTheDefinition() {
        Specs specs = Specs.script(Specs.ANSWERING);
        specs.replicas = 2;
        define("many", specs);
        awaitStatus("many-1", Status.RUNNING);

        specs.replicas = 0;
        redefine("many", specs);

        await(() -> processes.list().isEmpty() && store.list(Kinds.INSTANCE).isEmpty(), "still runs");
    }

    @Test
    void aChangedCommandReplacesAndADescriptionDoesNot() {
        define("roll", Specs.script(Specs.ANSWERING));
        awaitStatus("roll-0", Status.RUNNING);
        String before = containerId("roll-0");

        Specs probes = Specs.script(Specs.ANSWERING);
        probes.check = Optional.of(new HealthCheck(Optional.empty(), Map.of(), 1, 1, 3, false));
        redefine("roll", probes);
        await(
                () -> !reconciler
                        .supervisor("roll")
                        .orElseThrow()
                        .current()
                        .orElseThrow()
                        .spec()
                        .healthCheck()
                        .isEmpty(),
                "old");
        assertEquals(before, containerId("roll-0"));

        redefine("roll", Specs.script(Specs.ANSWERING + " # changed"));
        await(() -> instance("roll-0").isPresent() && !containerId("roll-0").equals(before), "not replaced");
    }

    @Test
    void deletingAServerStopsItAndStartsNothing() {
        define("gone", Specs.script(Specs.ANSWERING));
        awaitStatus("gone-0", Status.RUNNING);

        reconciler.stopServer("gone");
        reconciler.trigger("gone");
        store.delete(Kinds.SERVER, "gone");

        assertTrue(processes.list().isEmpty());
        assertTrue(store.list(Kinds.INSTANCE).isEmpty());
    }

    @Test
    void oneServerThatFailsDoesNotKeepAnotherFromRunning() {
        define("bad", Specs.script("exit 1"));
        define("good", Specs.script(Specs.ANSWERING));

        awaitStatus("good-0", Status.RUNNING);
        awaitStatus("bad-0", Status.ERROR);
    }

    @Test
    void anUnreachableExternalServerRunsAndIsDegraded() {
        Specs specs = new Specs();
        specs.url = Optional.of("http://127.0.0.1:9/mcp");
        define("far", specs);

        awaitStatus("far-0", Status.RUNNING);
        await(
                () -> instance("far-0").flatMap(InstanceSpec::healthStatus).equals(Optional.of(Health.degraded)),
                "not degraded");
        assertTrue(instance("far-0").orElseThrow().containerId().isEmpty());
    }

    @Test
    void aSilentServerIsStoppedWithoutWaitingForItsStartLimit() {
        define("silent", Specs.script("sleep 1000"));
        awaitStatus("silent-0", Status.STARTING);

        long begin = System.nanoTime();
        reconciler.stopServer("silent");

        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 8);
        assertTrue(processes.list().isEmpty());
    }

    @Test
    void sessionsHaveProcessesOfTheirOwnUpToTheLimit() {
        Specs specs = Specs.script(Specs.ANSWERING);
        specs.sharing = Optional.of(new Sharing(Sharing.Mode.session, 1, 64, 300));
        define("shared", specs);
        awaitStatus("shared-0", Status.RUNNING);

        Upstream session = sessions.open("shared", ANYONE, new Ignoring());
        byte[] answer =
                session.request("{\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5));
        assertTrue(new String(answer, StandardCharsets.UTF_8).contains("result"));
        ProblemException full =
                assertThrows(ProblemException.class, () -> sessions.open("shared", ANYONE, new Ignoring()));
        assertEquals(ProblemKind.THROTTLED, full.kind());

        session.close();
        session.close();
        sessions.open("shared", ANYONE, new Ignoring()).close();
        assertFalse(session.isOpen());
    }

    @Test
    void anInstanceThatIsBeingStoppedSaysSo() throws InterruptedException {
        define("slow", Specs.script("trap '' TERM; " + Specs.ANSWERING + "; sleep 1"));
        awaitStatus("slow-0", Status.RUNNING);

        Thread stopping = Thread.ofVirtual().start(() -> reconciler.stopServer("slow"));

        awaitStatus("slow-0", Status.STOPPING);
        assertTrue(stopping.join(Duration.ofSeconds(15)));
        assertTrue(instance("slow-0").isEmpty());
    }

    @Test
    void theBoardShowsInstancesWithWhatTheyUse() {
        define("one", Specs.script(Specs.ANSWERING));
        awaitStatus("one-0", Status.RUNNING);
        Board board = new Board(reconciler);

        InstanceBoard.Entry entry = board.instances().getFirst();

        assertEquals("one-0", entry.name());
        assertEquals(store.find(Kinds.INSTANCE, "one-0").orElseThrow().id(), entry.id());
        assertEquals(Status.RUNNING, entry.spec().status());
        assertTrue(entry.spec().memoryBytes().orElse(0L) > 0);
        assertTrue(entry.spec().uptimeSeconds().isPresent());
        assertTrue(board.orchestratorReady());
    }

    @Test
    void warningsOfAnInstallerAreNotTheReasonOfAFailure() {
        define(
                "pkg",
                Specs.script("printf '%s\\n' 'npm warn exec will be installed' 'npm error code E404'"
                        + " 'npm error 404 Not Found - GET https://registry.example.org/@x%2fy - Not found'"
                        + " 'npm error 404' 'npm notice new version' >&2; exit 1"));
        awaitStatus("pkg-0", Status.ERROR);

        await(() -> reconciler.condition("pkg").lastFailure().isPresent(), "no failure");
        String failure = reconciler.condition("pkg").lastFailure().orElseThrow();
        assertTrue(failure.contains("npm error 404 Not Found - GET /@x%2fy - Not found"), failure);
        assertFalse(failure.contains("warn") || failure.contains("registry") || failure.contains("notice"), failure);
    }

    @Test
    void unknownAndFailedServersAreToldApart() {
        define("bad", Specs.script("exit 1"));
        awaitStatus("bad-0", Status.ERROR);

        assertEquals(
                ProblemKind.NOT_FOUND,
                assertThrows(ProblemException.class, () -> sessions.open("nobody", ANYONE, new Ignoring()))
                        .kind());
        assertEquals(
                ProblemKind.UNAVAILABLE,
                assertThrows(ProblemException.class, () -> sessions.open("bad", ANYONE, new Ignoring()))
                        .kind());
    }

    @Test
    void theGenerationChangesWithTheInstance() {
        define("gen", Specs.script(Specs.ANSWERING));
        awaitStatus("gen-0", Status.RUNNING);
        String before = sessions.generation("gen");

        redefine("gen", Specs.script(Specs.ANSWERING + " # changed"));

        await(() -> !sessions.generation("gen").equals(before), "generation stays");
        assertNotEquals(before, sessions.generation("gen"));
    }

    @Test
    void secretsReachTheProcessAndStayOutOfItsLogEventsAndFailure() {
        secrets.put("db", "password", "canary-31415926");
        Specs specs =
                Specs.script("echo \"got $PASSWORD\" >&2; test \"$PASSWORD\" = canary-31415926 || exit 9; exit 7");
        specs.env = List.of(Specs.secretEnv("PASSWORD", "db", "password"));

        define("leaky", specs);

        awaitStatus("leaky-0", Status.ERROR);
        InstanceSpec failed = instance("leaky-0").orElseThrow();
        String error = failed.metadata().getOrDefault("error", "");
        assertTrue(error.contains("exit code 7") && error.contains("got ***"), error);
        assertFalse(failed.toString().contains("canary"), failed::toString);
        assertFalse(reconciler.condition("leaky").toString().contains("canary"));
        assertEquals(
                "got ***\n",
                reconciler.log("leaky", "process", containerId("leaky-0"), 5).stderr());
    }

    @Test
    void aMissingSecretIsAnErrorOfTheInstanceWithSecretKeyAndEvent() {
        Specs specs = Specs.script(Specs.ANSWERING);
        specs.env = List.of(Specs.secretEnv("PASSWORD", "db", "password"));

        define("poor", specs);

        awaitStatus("poor-0", Status.ERROR);
        InstanceSpec failed = instance("poor-0").orElseThrow();
        assertTrue(failed.metadata().getOrDefault("error", "").contains("secret 'db', key 'password'"));
        assertTrue(failed.events().getLast().message().contains("secret 'db', key 'password'"));
        assertEquals("Warning", failed.events().getLast().type());
    }

    @Test
    void aChangedSecretRestartsNothingAndIsToldAsRestartNeeded() {
        secrets.put("db", "password", "first-value");
        Specs specs = Specs.script(Specs.ANSWERING);
        specs.env = List.of(Specs.secretEnv("PASSWORD", "db", "password"));
        define("late", specs);
        awaitStatus("late-0", Status.RUNNING);
        String before = containerId("late-0");
        assertFalse(reconciler.restartNeeded("late", store));

        secrets.put("db", "password", "second-value");

        assertTrue(reconciler.restartNeeded("late", store));
        reconciler.trigger("late");
        assertEquals(before, containerId("late-0"));
        reconciler.stopInstance("late", "late-0");
        await(() -> instance("late-0").isPresent() && !containerId("late-0").equals(before), "not replaced");
        awaitStatus("late-0", Status.RUNNING);
        assertFalse(reconciler.restartNeeded("late", store));
    }

    @Test
    void headersOfAnExternalServerAreSentWithTheValuesOfSecrets() {
        secrets.put("api", "token", "canary-27182818");
        Specs specs = new Specs();
        specs.url = Optional.of("http://127.0.0.1:9/mcp");
        specs.headers = List.of(Specs.secretHeader("Authorization", "api", "token"), Specs.header("X-Team", "blue"));
        define("far", specs);
        awaitStatus("far-0", Status.RUNNING);

        assertThrows(ProblemException.class, () -> sessions.open("far", ANYONE, new Ignoring()));

        UpstreamTarget.Http target = (UpstreamTarget.Http) connector.last();
        assertEquals(Map.of("Authorization", "canary-27182818", "X-Team", "blue"), target.headers());
        assertFalse(instance("far-0").orElseThrow().toString().contains("canary"));
    }

    @Test
    void aHeaderThatCannotCarryTheSecretIsAnErrorWithoutTheValue() {
        secrets.put("api", "token", "canary-27182818\nX-Evil: 1");
        Specs specs = new Specs();
        specs.url = Optional.of("http://127.0.0.1:9/mcp");
        specs.headers = List.of(Specs.secretHeader("Authorization", "api", "token"));

        define("broken", specs);

        awaitStatus("broken-0", Status.ERROR);
        String error = instance("broken-0").orElseThrow().toString();
        assertTrue(error.contains("header Authorization: secret 'api', key 'token' holds a line break"), error);
        assertFalse(error.contains("canary"), error);
    }

    private void define(String name, Specs specs) {
        store.create(Kinds.SERVER, name, ServerRules.complete(specs.build()));
        reconciler.trigger(name);
    }

    private void redefine(String name, Specs specs) {
        store.update(Kinds.SERVER, name, before -> ServerRules.complete(specs.build()));
        reconciler.trigger(name);
    }

    private Optional<InstanceSpec> instance(String name) {
        return store.find(Kinds.INSTANCE, name).map(Resource::spec);
    }

    private String containerId(String name) {
        return instance(name).flatMap(InstanceSpec::containerId).orElse("");
    }

    private void awaitStatus(String name, Status status) {
        await(() -> instance(name).map(InstanceSpec::status).equals(Optional.of(status)), name + " is not " + status);
    }

    private void await(BooleanSupplier condition, String otherwise) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> otherwise + "; instances: " + store.list(Kinds.INSTANCE));
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static final class Ignoring implements UpstreamListener {
        @Override
        public void request(byte[] message) {
            throw new AssertionError("these servers ask nothing");
        }

        @Override
        public void notification(byte[] message) {
            throw new AssertionError("these servers tell nothing");
        }

        @Override
        public void closed(String reason) {
            // the end of a session is looked at from its other side
        }
    }
}
