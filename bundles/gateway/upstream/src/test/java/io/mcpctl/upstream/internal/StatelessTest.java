package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixture server in its stateless era, over each transport. */
@ParameterizedClass
@ValueSource(strings = {"http", "stdio"})
final class StatelessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String META = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{}}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String transport;
    private final Connector connector = new Connector();
    private Fixture fixture;
    private StatelessUpstream server;

    StatelessTest(String transport) {
        this.transport = transport;
    }

    @BeforeEach
    void start() throws IOException {
        fixture = transport.equals("http") ? Fixture.http("--era", "modern") : Fixture.stdio("--era", "modern");
        server = connector.stateless(fixture.target());
    }

    @AfterEach
    void end() {
        connector.deactivate();
        fixture.close();
        threads.shutdownNow();
    }

    private static byte[] message(String id, String method, String params, String meta) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params
                        + "\"_meta\":{" + META + meta + "}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] call(String id, String tool, String arguments, String meta) {
        return message(id, "tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",", meta);
    }

    private String ask(byte[] message, Heard heard) {
        return new String(server.request(message, Map.of(), LIMIT, heard), StandardCharsets.UTF_8);
    }

    private Future<String> later(byte[] message, Heard heard) {
        return threads.submit(() -> ask(message, heard));
    }

    /** Repeats what should end a call that hangs until the server has seen one end: it may not have begun before. */
    private void awaitCancelled(String key, Runnable attempt) {
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            assertTrue(System.nanoTime() < end, "the server did not see that " + key + " was cancelled");
            attempt.run();
        } while (!ask(call("1", "nasty_seen", "{}", ""), new Heard()).contains(key));
    }

    @Test
    void answersHaveTheCallersIdWhateverItIs() {
        assertTrue(ask(message("\"x\"", "server/discover", "", ""), new Heard()).contains("\"id\":\"x\""));
        assertTrue(
                ask(call("7", "echo", "{\"message\":\"hi\"}", ""), new Heard()).contains("Echo: hi"));
        String unknown = ask(message("8", "no/such", "", ""), new Heard());
        assertTrue(unknown.contains("-32601") && unknown.contains("\"id\":8"), unknown);
        String incomplete = ask(
                "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}".getBytes(StandardCharsets.UTF_8),
                new Heard());
        assertTrue(incomplete.contains("error") && incomplete.contains("\"id\":9"), incomplete);
    }

    @Test
    void progressOfEqualTokensGoesToTheRightCaller() throws Exception {
        Heard first = new Heard();
        Heard second = new Heard();

        Future<String> one = later(call("1", "nasty_slow", "{\"millis\":500}", ",\"progressToken\":\"t\""), first);
        Future<String> two = later(call("1", "nasty_slow", "{\"millis\":500}", ",\"progressToken\":\"t\""), second);

        assertTrue(one.get(20, TimeUnit.SECONDS).contains("took 500"));
        assertTrue(two.get(20, TimeUnit.SECONDS).contains("took 500"));
        assertEquals(10, first.all().size());
        assertEquals(10, second.all().size());
        assertTrue(first.all().stream().allMatch(notice -> notice.contains("\"progressToken\":\"t\"")));
    }

    @Test
    void logMessagesArriveAheadOfTheAnswer() {
        Heard heard = new Heard();

        ask(call("1", "test_tool_with_logging", "{}", ",\"io.modelcontextprotocol/logLevel\":\"debug\""), heard);

        assertEquals(3, heard.all().size());
    }

    @Test
    void interruptionCancelsAtTheServer() {
        awaitCancelled("interrupted", () -> {
            Future<String> hanging = later(call("1", "nasty_hang", "{\"key\":\"interrupted\"}", ""), new Heard());
            ask(call("2", "echo", "{}", ""), new Heard());
            hanging.cancel(true);
        });
    }

    @Test
    void silenceEndsACallAfterItsLimitAndProgressProlongsIt() {
        byte[] slow = call("1", "nasty_slow", "{\"millis\":6000}", ",\"progressToken\":1");

        assertTrue(
                new String(server.request(slow, Map.of(), Duration.ofMillis(4000), new Heard()), StandardCharsets.UTF_8)
                        .contains("took"));
        awaitCancelled("late", () -> {
            ProblemException late = assertThrows(
                    ProblemException.class,
                    () -> server.request(
                            call("2", "nasty_hang", "{\"key\":\"late\"}", ""),
                            Map.of(),
                            Duration.ofMillis(300),
                            new Heard()));
            assertEquals(ProblemKind.TIMEOUT, late.kind());
        });
    }

    @Test
    void listenersHearWhatTheyAskedForUnderTheirOwnIds() throws Exception {
        Heard tools = new Heard();
        Heard resources = new Heard();
        Future<String> one = later(
                message("\"a\"", "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true},", ""), tools);
        Future<String> two = later(
                message(
                        "\"a\"",
                        "subscriptions/listen",
                        "\"notifications\":{\"resourceSubscriptions\":[\"test://watched-resource\"]},",
                        ""),
                resources);
        tools.await("acknowledged", "\"io.modelcontextprotocol/subscriptionId\":\"a\"");
        resources.await("acknowledged");

        ask(call("1", "test_trigger_tool_change", "{}", ""), new Heard());
        ask(call("2", "nasty_touch", "{\"uri\":\"test://watched-resource\"}", ""), new Heard());

        tools.await("notifications/tools/list_changed", "\"io.modelcontextprotocol/subscriptionId\":\"a\"");
        resources.await("notifications/resources/updated", "\"io.modelcontextprotocol/subscriptionId\":\"a\"");
        ask(call("3", "nasty_end_subscriptions", "{}", ""), new Heard());
        assertTrue(one.get(20, TimeUnit.SECONDS).contains("\"io.modelcontextprotocol/subscriptionId\":\"a\""));
        assertTrue(two.get(20, TimeUnit.SECONDS).contains("\"id\":\"a\""));
        assertTrue(resources.all().isEmpty(), () -> "not asked for: " + resources.all());
    }

    @Test
    void endOfTheServerFailsWhatIsInFlight() throws Exception {
        Future<String> hanging = later(call("1", "nasty_hang", "{}", ""), new Heard());
        ask(call("2", "echo", "{}", ""), new Heard());

        later(call("3", "nasty_exit", "{}", ""), new Heard());

        ExecutionException failed = assertThrows(ExecutionException.class, () -> hanging.get(20, TimeUnit.SECONDS));
        assertEquals(
                ProblemKind.UPSTREAM,
                assertInstanceOf(ProblemException.class, failed.getCause()).kind());
        assertFalse(server.isOpen() && transport.equals("stdio"));
    }

    @Test
    void questionsPassUntouched() {
        String answer = ask(call("1", "test_elicitation", "{\"message\":\"who?\"}", ""), new Heard());

        assertTrue(answer.contains("\"resultType\":\"input_required\"") && answer.contains("who?"), answer);
    }

    @Test
    void largeAnswersPass() {
        assertTrue(
                ask(call("1", "echo", "{\"size\":52428800}", ""), new Heard()).length() > 52_428_800);
    }
}
