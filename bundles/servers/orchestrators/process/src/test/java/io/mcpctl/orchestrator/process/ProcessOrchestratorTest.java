package io.mcpctl.orchestrator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessOrchestratorTest {
    private static final String PATH = System.getenv("PATH");

    private final Path home;
    private final ProcessOrchestrator orchestrator;

    ProcessOrchestratorTest(@TempDir Path home) {
        this.home = home;
        this.orchestrator = new ProcessOrchestrator(
                home.toString(), Map.of("PATH", PATH, "HOME", "/nowhere", "LC_ALL", "C", "DATABASE_URL", "secret"));
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    @Test
    void linesGoThroughTheProcessBothWays() throws IOException {
        WorkloadInfo info = orchestrator.start(shell("cat"));

        try (StdioChannel channel = orchestrator.attach(info.id())) {
            assertEquals("hello", say(channel, "hello"));
        }
        assertFalse(Groups.alive(pid(info)));
    }

    @Test
    void theEnvironmentIsTheAllowListAndTheDefinition() throws IOException {
        WorkloadInfo info = orchestrator.start(new WorkloadSpec(
                "env-0",
                "env",
                Optional.empty(),
                List.of("env"),
                Map.of("TOKEN", "x"),
                true,
                Optional.empty(),
                0,
                0,
                Map.of()));

        StdioChannel channel = orchestrator.attach(info.id());
        List<String> names = reader(channel)
                .lines()
                .map(line -> line.replaceAll("=.*", ""))
                .sorted()
                .toList();

        assertEquals(
                List.of("HOME", "LC_ALL", "PATH", "PWD", "TOKEN"),
                names.stream().filter(n -> !n.matches("_|OLDPWD|SHLVL")).toList());
    }

    @Test
    void theWorkingFolderIsPrivate() throws IOException {
        WorkloadInfo info = orchestrator.start(shell("pwd; cat"));

        String folder = reader(orchestrator.attach(info.id())).readLine();

        assertEquals(home.resolve("servers/sh").toRealPath().toString(), folder);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(folder))));
    }

    @Test
    void aMissingProgramIsNamed() {
        ProblemException problem =
                assertThrows(ProblemException.class, () -> orchestrator.start(spec("no-such-program", "x")));

        assertEquals(ProblemKind.UPSTREAM, problem.kind());
        assertTrue(problem.problem().detail().contains("\"no-such-program\" was not found"));
    }

    @Test
    void anEmptyHomeIsRefusedAtFirstUse() {
        ProcessOrchestrator homeless = new ProcessOrchestrator("", Map.of("PATH", PATH));

        assertFalse(homeless.ready());
        ProblemException problem = assertThrows(ProblemException.class, () -> homeless.start(shell("cat")));
        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
    }

    @Test
    void closingThePipeOfTheWatchdogEndsAllGroups() throws Exception {
        long first = pid(orchestrator.start(shell("sleep 1000 & sleep 1000")));
        Watchdog watchdog = new Watchdog();
        watchdog.add(first);

        watchdog.close();

        await(() -> !Groups.alive(first), "group " + first + " still lives");
    }

    @Test
    void aKilledWatchdogIsReplaced() {
        orchestrator.start(shell("cat"));
        long killed = orchestrator.watchdogPid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        await(() -> ProcessHandle.of(killed).filter(ProcessHandle::isAlive).isEmpty(), "watchdog lives");

        orchestrator.start(spec("cat", "other"));

        assertTrue(ProcessHandle.of(orchestrator.watchdogPid()).orElseThrow().isAlive());
        assertFalse(killed == orchestrator.watchdogPid());
    }

    @Test
    void leftoversAreEndedButStrangersAreNot() throws Exception {
        Process leftover = new ProcessBuilder("setsid", "sleep", "1000").start();
        Process stranger = new ProcessBuilder("setsid", "sleep", "1000").start();
        ChildRecords records = new ChildRecords(home.resolve("run/children"));
        await(() -> Groups.alive(leftover.pid()) && Groups.alive(stranger.pid()), "no groups yet");
        records.add(ChildRecords.Entry.of(Proc.stat(leftover.pid()).orElseThrow()));
        Proc.Stat other = Proc.stat(stranger.pid()).orElseThrow();
        records.add(new ChildRecords.Entry(other.pid(), other.startTime() - 1, Proc.bootId()));

        orchestrator.start(shell("cat"));

        assertFalse(Groups.alive(leftover.pid()));
        assertTrue(Groups.alive(stranger.pid()));
        stranger.destroyForcibly();
    }

    @Test
    void membersAreEndedWhenTheirLeaderIsGone() throws Exception {
        Process leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 1000 & read line").start();
        long group = leader.pid();
        await(() -> Proc.group(group).size() == 2, "no child of the leader yet");
        ChildRecords records = new ChildRecords(home.resolve("run/children"));
        records.add(ChildRecords.Entry.of(Proc.stat(group).orElseThrow()));
        leader.destroyForcibly().waitFor();
        assertTrue(Groups.alive(group));

        records.endLeftovers();

        assertFalse(Groups.alive(group));
    }

    @Test
    void theLogAndTheExitCodeOfAFailureStay() {
        WorkloadInfo info = orchestrator.start(shell("echo one >&2; echo two >&2; exit 3"));

        await(() -> orchestrator.inspect(info.id()).orElseThrow().exitCode().equals(Optional.of(3)), "still runs");
        assertEquals(
                WorkloadInfo.State.ERROR,
                orchestrator.inspect(info.id()).orElseThrow().state());
        await(() -> orchestrator.log(info.id(), 1).stderr().equals("two\n"), "log is incomplete");

        orchestrator.remove(info.id());
        assertTrue(orchestrator.inspect(info.id()).isEmpty());
        assertFalse(Files.exists(home.resolve("logs/servers/sh-0.log")));
    }

    @Test
    void sessionsEndWithTheirWorkload() throws IOException {
        WorkloadInfo info = orchestrator.start(shell("cat"));
        StdioChannel session = orchestrator.exec(info.id());
        assertEquals("hi", say(session, "hi"));

        orchestrator.stop(info.id(), Duration.ofSeconds(2));

        assertEquals(-1, session.output().read());
        assertEquals(0, recordCount());
    }

    @Test
    void whatIgnoresTermIsKilled() throws IOException {
        WorkloadInfo info = orchestrator.start(shell("trap '' TERM; echo up; while :; do sleep 1; done"));
        assertEquals("up", reader(orchestrator.attach(info.id())).readLine());

        orchestrator.stop(info.id(), Duration.ofMillis(200));

        assertFalse(Groups.alive(pid(info)));
    }

    @Test
    void memoryAndProcessorTimeAreThoseOfTheGroup() {
        WorkloadInfo info = orchestrator.start(shell("sleep 1000 & sleep 1000"));

        await(() -> orchestrator.inspect(info.id()).orElseThrow().memoryBytes().orElse(0L) > 100_000, "no memory");
    }

    @Test
    void nothingIsLeftAfterTheEnd() throws IOException {
        long first = pid(orchestrator.start(shell("cat")));
        long second = pid(orchestrator.start(spec("cat", "other")));
        long watchdog = orchestrator.watchdogPid();

        orchestrator.close();

        assertFalse(Groups.alive(first) || Groups.alive(second) || Groups.alive(watchdog));
        assertEquals(0, recordCount());
    }

    @Test
    void secretsDoNotReachTheLogEvenInTwoParts() throws Exception {
        String script =
                "printf 'with topsec' >&2; printf 'ret-value\\n' >&2; echo again topsecret-value >&2; read line";
        WorkloadInfo info = orchestrator.start(new WorkloadSpec(
                "sh-0",
                "sh",
                Optional.empty(),
                List.of("sh", "-c", script),
                Map.of(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of(),
                List.of("topsecret-value")));

        try (StdioChannel channel = orchestrator.attach(info.id())) {
            await(() -> orchestrator.log(info.id(), 10).stderr().contains("again"), "no log");

            assertEquals(
                    "with ***\nagain ***\n", orchestrator.log(info.id(), 10).stderr());
            assertEquals("with ***\nagain ***\n", channel.lastErrorLines());
            try (var files = Files.walk(home)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertFalse(Files.readString(file).contains("topsecret-value"), file.toString());
                }
            }
        }
    }

    private long recordCount() throws IOException {
        try (var files = Files.list(home.resolve("run/children"))) {
            return files.count();
        }
    }

    private static WorkloadSpec shell(String script) {
        return new WorkloadSpec(
                "sh-0",
                "sh",
                Optional.empty(),
                List.of("sh", "-c", script),
                Map.of(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of());
    }

    private static WorkloadSpec spec(String program, String server) {
        return new WorkloadSpec(
                server + "-0",
                server,
                Optional.empty(),
                List.of(program),
                Map.of(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of());
    }

    private static long pid(WorkloadInfo info) {
        return Long.parseLong(info.facts().getOrDefault("pid", "0"));
    }

    private static String say(StdioChannel channel, String line) throws IOException {
        channel.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.input().flush();
        return reader(channel).readLine();
    }

    private static BufferedReader reader(StdioChannel channel) {
        return new BufferedReader(new InputStreamReader(channel.output(), StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier condition, String otherwise) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            Thread.onSpinWait();
        }
    }
}
