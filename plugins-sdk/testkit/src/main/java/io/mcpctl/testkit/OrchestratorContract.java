package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadInfo.State;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an orchestrator promises. Extend it in a test of the orchestrator and give an instance; programs are {@code sh}
 * scripts, run wherever it runs its workloads.
 */
public abstract class OrchestratorContract {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String SECRET = "tr0ub4dor-3";
    private static final int MANY = 4;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Orchestrator orchestrator;

    /** An orchestrator without workloads; asked for once by each test. */
    protected abstract Orchestrator orchestrator();

    /** Ends it as its component would be ended; nothing if not overridden. */
    protected void close(Orchestrator used) {}

    /** Image that has {@code sh}, for orchestrators that need one. */
    protected Optional<String> image() {
        return Optional.empty();
    }

    private WorkloadSpec script(String name, String script) {
        return new WorkloadSpec(
                name,
                "tested",
                image(),
                List.of("sh", "-c", script),
                Map.of("GREETING", "hello world", "TOKEN", SECRET),
                true,
                Optional.empty(),
                0,
                0,
                Map.of("mcpctl", "contract"),
                List.of(SECRET));
    }

    private WorkloadInfo start(String script) {
        return orchestrator.start(script("tested-0", script));
    }

    private void await(String id, String what, Predicate<Optional<WorkloadInfo>> condition) {
        Waiting.until(
                id + " " + what,
                () -> condition.test(orchestrator.inspect(id)),
                () -> "now it is " + orchestrator.inspect(id));
    }

    private void awaitState(String id, State... states) {
        await(id, "is one of " + List.of(states), info -> info.filter(
                        one -> List.of(states).contains(one.state()))
                .isPresent());
    }

    private static String say(StdioChannel channel, String line) throws IOException {
        channel.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.input().flush();
        return read(channel);
    }

    private static String read(StdioChannel channel) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(channel.output(), StandardCharsets.UTF_8), 1);
        return String.valueOf(reader.readLine());
    }

    @BeforeEach
    void open() {
        orchestrator = orchestrator();
    }

    @AfterEach
    void end() {
        orchestrator.list().forEach(info -> orchestrator.remove(info.id()));
        close(orchestrator);
    }

    @Test
    void itHasANameThatUsersCanWriteAndIsReady() {
        assertTrue(orchestrator.name().matches("[a-z][a-z0-9-]{0,49}"), orchestrator::name);
        assertTrue(orchestrator.ready(), "it cannot start anything on this machine");
    }

    @Test
    void aWorkloadRunsAndIsListedUntilItIsRemoved() {
        WorkloadInfo started = start("cat");

        awaitState(started.id(), State.RUNNING);
        assertEquals("tested-0", started.name());
        assertEquals(
                List.of(started.id()),
                orchestrator.list().stream().map(WorkloadInfo::id).toList());
        orchestrator.stop(started.id(), GRACE);
        await(started.id(), "has ended", info -> info.filter(one -> one.state() == State.RUNNING)
                .isEmpty());
        orchestrator.remove(started.id());
        assertEquals(Optional.empty(), orchestrator.inspect(started.id()));
        assertEquals(List.of(), orchestrator.list());
    }

    @Test
    void stoppingOrRemovingWhatIsNotThereIsASuccess() {
        orchestrator.stop("never-there", GRACE);
        orchestrator.remove("never-there");

        assertEquals(Optional.empty(), orchestrator.inspect("never-there"));
        ProblemException unknown = assertThrows(ProblemException.class, () -> orchestrator.attach("never-there"));
        assertTrue(unknown.problem().detail().contains("never-there"), unknown.getMessage());
    }

    @Test
    void linesGoThroughTheStreamsBothWays() throws Exception {
        WorkloadInfo info = start("cat");
        Together.limited(() -> {
            try (StdioChannel channel = orchestrator.attach(info.id())) {
                assertEquals("zwölf 🎉", say(channel, "zwölf 🎉"));
                String large = "x".repeat(300_000);
                Callable<String> reading = () -> read(channel);
                Callable<String> writing = () -> {
                    channel.input().write((large + "\n").getBytes(StandardCharsets.UTF_8));
                    channel.input().flush();
                    return large;
                };
                List<String> both = Together.all(List.of(reading, writing));
                assertEquals(both.get(1), both.get(0), "a large line, written while it is read");
            }
            return true;
        });
    }

    @Test
    void theStreamsBelongToOneAtATime() throws Exception {
        WorkloadInfo info = start("cat");
        Together.limited(() -> {
            try (StdioChannel channel = orchestrator.attach(info.id())) {
                assertEquals("mine", say(channel, "mine"));
                ProblemException busy = assertThrows(ProblemException.class, () -> orchestrator.attach(info.id()));
                assertEquals(ProblemKind.CONFLICT, busy.kind());
            }
            return true;
        });
    }

    @Test
    void closingTheStreamsEndsTheProcessAndTwiceIsAllowed() throws Exception {
        WorkloadInfo info = start("cat");
        Together.limited(() -> {
            StdioChannel channel = orchestrator.attach(info.id());
            channel.close();
            channel.close();
            assertTrue(channel.awaitExit(Waiting.LIMIT).isPresent(), "it still runs");
            return true;
        });
        await(info.id(), "has ended", now -> now.filter(one -> one.state() == State.RUNNING)
                .isEmpty());
    }

    @Test
    void furtherProcessesHaveStreamsOfTheirOwnAndEndWithTheWorkload() throws Exception {
        WorkloadInfo info = start("while read -r line; do echo \"$$ $line\"; done");
        Together.limited(() -> {
            StdioChannel first = orchestrator.attach(info.id());
            StdioChannel second = orchestrator.exec(info.id());
            String one = say(first, "a");
            String other = say(second, "b");
            assertTrue(one.endsWith(" a") && other.endsWith(" b"), one + other);
            assertFalse(one.split(" ", 2)[0].equals(other.split(" ", 2)[0]), "one process instead of two");

            orchestrator.stop(info.id(), GRACE);
            assertTrue(second.awaitExit(Waiting.LIMIT).isPresent(), "the further process outlived its workload");
            first.close();
            second.close();
            return true;
        });
    }

    @Test
    void theEnvironmentOfTheDefinitionIsThere() throws Exception {
        WorkloadInfo info = start("echo \"$GREETING\"; cat");
        Together.limited(() -> {
            try (StdioChannel channel = orchestrator.attach(info.id())) {
                assertEquals("hello world", read(channel));
            }
            return true;
        });
    }

    @Test
    void anArgumentIsNotInterpretedByAShell() throws Exception {
        WorkloadSpec spec = script("tested-0", "");
        WorkloadInfo info = orchestrator.start(new WorkloadSpec(
                spec.name(),
                spec.server(),
                spec.image(),
                List.of("sh", "-c", "echo \"$1\"; cat", "sh", "$HOME; 'a \"b"),
                spec.env(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of()));
        Together.limited(() -> {
            try (StdioChannel channel = orchestrator.attach(info.id())) {
                assertEquals("$HOME; 'a \"b", read(channel));
            }
            return true;
        });
    }

    @Test
    void whatIsWrittenToStandardErrorIsInTheLogWithoutSecrets() {
        WorkloadInfo info = start("echo before >&2; echo \"token $TOKEN.\" >&2; echo after >&2; cat");

        Waiting.until(
                "three lines are in the log",
                () -> orchestrator.log(info.id(), 100).stderr().contains("after"),
                () -> orchestrator.log(info.id(), 100).toString());
        String log = orchestrator.log(info.id(), 100).stderr();
        assertTrue(log.contains("before\n") && log.contains("token "), log);
        assertFalse(log.contains(SECRET), "a secret is in the log");
        assertEquals("after\n", orchestrator.log(info.id(), 1).stderr());
    }

    @Test
    void aProgramThatFailsIsAnErrorWithItsExitCode() {
        WorkloadInfo info = start("echo 'no ink' >&2; exit 7");

        awaitState(info.id(), State.ERROR);
        assertEquals(
                Optional.of(7), orchestrator.inspect(info.id()).orElseThrow().exitCode());
        Waiting.until(
                "its last words are in the log",
                () -> orchestrator.log(info.id(), 10).stderr().contains("no ink"),
                () -> orchestrator.log(info.id(), 10).toString());
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        WorkloadSpec spec = new WorkloadSpec(
                "tested-0",
                "tested",
                image(),
                List.of("no-such-program-4711"),
                Map.of(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of());
        try {
            String id = orchestrator.start(spec).id();
            awaitState(id, State.ERROR);
        } catch (ProblemException e) {
            assertTrue(e.problem().detail().contains("no-such-program-4711"), e.getMessage());
        }
    }

    @Test
    void whatIgnoresTheRequestToEndIsKilledWithItsChildren() throws Exception {
        WorkloadInfo info = start("trap '' TERM; sleep 1000 & echo $!; while :; do sleep 1; done");
        Together.limited(() -> {
            StdioChannel channel = orchestrator.attach(info.id());
            String child = read(channel);
            assertTrue(child.matches("[0-9]+"), child);
            orchestrator.stop(info.id(), Duration.ofMillis(200));
            assertTrue(channel.awaitExit(Waiting.LIMIT).isPresent(), "it still runs");
            channel.close();
            if (image().isEmpty()) {
                Waiting.until(
                        "child " + child + " is gone",
                        () -> ProcessHandle.of(Long.parseLong(child))
                                .filter(ProcessHandle::isAlive)
                                .isEmpty(),
                        () -> "it is alive");
            }
            return true;
        });
    }

    @Test
    void manyWorkloadsAtOnceDoNotDisturbEachOther() throws Exception {
        List<Callable<String>> works = IntStream.range(0, MANY)
                .<Callable<String>>mapToObj(i -> () -> {
                    WorkloadInfo info = orchestrator.start(script("tested-" + i, "cat"));
                    try (StdioChannel channel = orchestrator.attach(info.id())) {
                        return say(channel, "line " + i);
                    }
                })
                .toList();

        assertEquals(IntStream.range(0, MANY).mapToObj(i -> "line " + i).toList(), Together.all(works));
    }

    @Test
    void noThreadOutlivesAWorkload() {
        ThreadsLeft threads = new ThreadsLeft();
        String id = start("cat").id();
        orchestrator.stop(id, GRACE);
        orchestrator.remove(id);
        close(orchestrator);

        threads.assertNone();
        orchestrator = orchestrator();
    }
}
