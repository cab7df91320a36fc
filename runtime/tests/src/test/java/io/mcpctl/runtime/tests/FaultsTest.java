package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do when they fail: their callers hear it, nobody else notices, and everything that it took comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
    private static final ServerFaults FAULTS = new ServerFaults();
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
    private static final String SLOW = "{\"millis\":60000}";
    private static final int AT_ONCE = 6;

    private static Levels before = new Levels(0, 0, 0);
    /** Begun first, because their limits are long; what they say is looked at last. */
    private static CompletableFuture<String> cut = new CompletableFuture<>();

    private static CompletableFuture<String> unheard = new CompletableFuture<>();
    private static CompletableFuture<String> unread = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        FAULTS.up();
        RawClient cable = FAULTS.at("cable");
        echoes(cable, "x");
        FAULTS.cable.stall();
        cut = later(() -> HttpText.post(FAULTS.url("cable"), LIST, "Mcp-Session-Id", cable.session()));
        unheard = later(() -> HttpText.post(FAULTS.url("mute"), HttpText.INITIALIZE));
        RawClient frozen = FAULTS.at("frozen");
        echoes(frozen, "x");
        FAULTS.processes("frozen").getLast().signal("STOP");
        String large = "{\"message\":\"" + "l".repeat(1 << 20) + "\"}";
        unread = later(() -> frozen.call("echo", large).getLast());
        for (String server : List.of("web", "pipe", "fragile")) {
            try (RawClient client = FAULTS.at(server)) {
                echoes(client, "warm");
            }
        }
        before = Levels.of(FAULTS.product);
    }

    private static CompletableFuture<String> later(Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, Executors.newVirtualThreadPerTaskExecutor());
    }

    private static void echoes(RawClient client, String message) {
        String answer = client.call("echo", "{\"message\":\"" + message + "\"}").getLast();
        assertTrue(answer.contains("Echo: " + message), answer);
    }

    @AfterEach
    void everythingComesBack() {
        before.areBack(FAULTS.product);
    }

    @AfterAll
    static void stop() {
        FAULTS.close();
    }

    @Test
    void aProcessKilledInACallIsReportedAtOnceAndTheNextCallWorks() {
        try (RawClient client = FAULTS.at("pipe");
                MessageStream call = client.stream(1, "nasty_slow", SLOW)) {
            assertTrue(call.next().orElseThrow().contains("progress"));
            FAULTS.processes("pipe").getLast().kill();

            String answer = call.last();
            assertTrue(answer.contains("\"id\":1") && answer.contains("-32000"), answer);
            assertTrue(answer.contains("server \\\"pipe\\\" ended with exit code 137"), answer);
            echoes(client, "again");
        }
    }

    @Test
    void aProcessKilledWhileIdleIsReplacedByTheNextCall() {
        try (RawClient client = FAULTS.at("pipe")) {
            echoes(client, "before");
            List<HomeProcess> running = FAULTS.processes("pipe");
            running.getLast().kill();
            Wait.until(
                    "it is gone",
                    Duration.ofSeconds(10),
                    () -> running.getLast().isOver(),
                    () -> FAULTS.processes("pipe").toString());

            ServerFaults.awaitEcho(client); // a call that may have reached it is not made twice
        }
    }

    @Test
    void aServerWhoseProcessesAreAllKilledIsStartedAgain() {
        try (RawClient client = FAULTS.at("pipe")) {
            echoes(client, "before");
            FAULTS.processes("pipe").forEach(HomeProcess::kill);

            ServerFaults.awaitEcho(client);
        }
        FAULTS.product.awaitHealthy(ServerFaults.MANY + 4);
    }

    @Test
    void anHttpServerKilledInACallIsReportedWithoutWaitingForTheLimitAndBackWhenItIs() {
        try (RawClient client = FAULTS.at("fragile");
                MessageStream call = client.stream(1, "nasty_slow", SLOW)) {
            assertTrue(call.next().orElseThrow().contains("progress"));
            FAULTS.killFragile();
            try {
                String answer = call.last();
                assertTrue(answer.contains("\"id\":1") && answer.contains("server \\\"fragile\\\""), answer);
                assertTrue(answer.contains("cannot be reached or broke the connection"), answer);
            } finally {
                FAULTS.restartFragile();
            }
            ServerFaults.awaitEcho(client);
        }
    }

    @Test
    void anHttpServerThatWasReplacedWhileIdleIsUsedWithoutAWord() {
        try (RawClient client = FAULTS.at("fragile")) {
            echoes(client, "before");
            FAULTS.killFragile();
            FAULTS.restartFragile();

            echoes(client, "after");
        }
    }

    @Test
    void oneOfTenThatNeverAnswersIsLeftOutAndTheOthersWork() {
        try (RawClient client = new RawClient(FAULTS.product.url("/projects/ten/mcp"))) {
            String tools = client.ask("tools/list").getLast();

            for (int i = 0; i < ServerFaults.MANY; i++) {
                assertTrue(tools.contains("\"one-" + i + "__echo\""), "one-" + i + " is missing");
                String answer = client.call("one-" + i + "__echo", "{\"message\":\"x\"}")
                        .getLast();
                assertTrue(answer.contains("Echo: x"), answer);
            }
            assertFalse(tools.contains("mute__"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void aHundredThousandNotificationsArriveInOrder(String server) {
        try (RawClient client = FAULTS.at(server);
                MessageStream call = client.stream(1, "nasty_flood", "{\"count\":100000,\"bytes\":20}")) {
            for (int i = 0; i < 100_000; i++) {
                String message = call.next().orElse("(end)");
                assertTrue(message.contains("\"n\":" + i + ","), message);
            }
            assertTrue(call.last().contains("sent 100000"));
        }
    }

    @Test
    void noiseAndFloodsOfErrorsHarmNobody() {
        try (RawClient client = FAULTS.at("pipe")) {
            assertTrue(
                    client.call("nasty_stderr", "{\"lines\":200000}").getLast().contains("written"));
            assertTrue(
                    client.call("nasty_stdout", "{\"lines\":200000}").getLast().contains("written"));
            echoes(client, "after");
        }
        long logs = Folders.bytes(FAULTS.product.home().resolve("logs"));
        assertTrue(logs < 64 << 20, "the logs have " + logs + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void aResultOverTheLimitIsRefusedWithTheLimit(String server) {
        try (RawClient client = FAULTS.at(server)) {
            String answer = client.call("echo", "{\"size\":" + (64 << 20) + "}").getLast();

            assertTrue(
                    answer.contains("server \\\"" + server + "\\\" sent a message that is too large (over 64 MiB)"),
                    answer);
            echoes(client, "after");
        }
    }

    @Test
    void manyLargeResultsAtOnceComeWholeOrAreRefusedForNow() {
        List<CompletableFuture<String>> calls = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> later(() -> {
                    String arguments = "{\"size\":52428800,\"stream\":" + (i % 3 == 0) + "}";
                    try (RawClient client = FAULTS.at(i % 2 == 0 ? "pipe" : "web")) {
                        return large(client.call("echo", arguments).getLast());
                    }
                }))
                .toList();

        List<String> outcomes = calls.stream().map(CompletableFuture::join).toList();
        assertTrue(outcomes.contains("whole"), outcomes::toString);
        assertTrue(
                outcomes.stream().allMatch(one -> one.equals("whole") || one.contains("there is no memory now")),
                outcomes::toString);
    }

    private static String large(String answer) {
        boolean whole = answer.length() > 50 << 20
                && answer.indexOf("x".repeat(1000)) > 0
                && answer.lastIndexOf('x') - answer.indexOf("xx") == (50 << 20) - 1;
        return whole ? "whole" : answer.substring(0, Math.min(1000, answer.length()));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aConnectionThatWentSilentEndsWithTheLimitOfItsCall() {
        String answer = cut.orTimeout(90, TimeUnit.SECONDS).join();

        assertTrue(answer.contains("server \\\"cable\\\" did not answer tools/list within 60000 ms"), answer);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aServerThatNeverAnswersEndsWithTheLimitOfASession() {
        String answer = unheard.orTimeout(90, TimeUnit.SECONDS).join();

        assertTrue(answer.contains("server \\\"mute\\\" did not"), answer);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aProcessThatDoesNotReadIsReplacedAndTheCallSentToTheNext() {
        String answer = unread.orTimeout(90, TimeUnit.SECONDS).join();

        assertTrue(answer.contains("Echo: lll"), answer);
    }
}
