package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

/** A client with a session in front of the fixture server in its stateless era. */
@ParameterizedClass
@ValueSource(strings = {"http", "stdio"})
final class BridgeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String transport;
    private final Connector connector = new Connector();
    private final Heard heard = new Heard();
    private Fixture fixture;
    private Upstream session;
    private String welcome;

    BridgeTest(String transport) {
        this.transport = transport;
    }

    @BeforeEach
    void start() throws IOException {
        fixture = transport.equals("http") ? Fixture.http("--era", "modern") : Fixture.stdio("--era", "modern");
        session = connector.bridge(connector.stateless(fixture.target()), heard);
        welcome = ask("initialize", """
                {"protocolVersion":"2025-06-18","capabilities":{"elicitation":{},"sampling":{},"roots":{}},
                "clientInfo":{"name":"old","version":"1"}}""");
        session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        session.close();
        connector.deactivate();
        fixture.close();
        threads.shutdownNow();
    }

    private String ask(String method, String params) {
        return ask("5", method, params);
    }

    private String ask(String id, String method, String params) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\""
                + (params.isEmpty() ? "" : ",\"params\":" + params) + "}";
        return new String(session.request(message.getBytes(StandardCharsets.UTF_8), LIMIT), StandardCharsets.UTF_8);
    }

    private String call(String tool, String arguments) {
        return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /** The client answers every question with this result. */
    private void answering(String result) {
        heard.onRequest = question -> {
            String id = question.replaceAll("(?s).*\"id\":([0-9]+),.*", "$1");
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + result + "}";
            threads.execute(() -> session.send(answer.getBytes(StandardCharsets.UTF_8)));
        };
    }

    @Test
    void initializeTellsWhatTheServerIs() throws Exception {
        assertTrue(welcome.contains("\"protocolVersion\":\"2025-06-18\""), welcome);
        assertTrue(welcome.contains("\"serverInfo\":{\"name\":\"mcp-fixture\""), welcome);
        assertTrue(welcome.contains("\"instructions\":\"A server for tests.\""), welcome);
        assertTrue(welcome.contains("\"subscribe\":true"), welcome);
    }

    @Test
    void everyRequestSaysWhatTheClientSaidOnce() throws Exception {
        assertTrue(ask("ping", "").contains("\"result\":{}"));
        assertTrue(ask("tools/list", "").contains("\"tools\":["));
        assertTrue(ask("tools/list", "{}").contains("\"tools\":["));
        assertTrue(ask("tools/list", "{\"_meta\":{}}").contains("\"tools\":["));
        String seen = call("nasty_request", "{}");
        assertTrue(seen.contains("\"name\":\"old\"") && seen.contains("sampling"), seen);
        assertTrue(ask("\"s\"", "no/such", "").contains("\"id\":\"s\""));
    }

    @Test
    void questionsBecomeRequestsToTheClient() throws Exception {
        answering("\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\",\"color\":\"blue\"},\"roots\":[]}");

        String one = call("test_elicitation", "{\"message\":\"who?\"}");
        assertTrue(one.contains("action=accept"), one);
        heard.await("\"method\":\"elicitation/create\"", "who?");
        String several = call("test_input_required_result_multiple_inputs", "{}");
        assertTrue(several.contains("Name: Ada"), several);
        heard.await("roots/list");
        String rounds = call("test_input_required_result_multi_round", "{}");
        assertTrue(rounds.contains("complete for Ada who likes blue"), rounds);
        String sealed = call("test_input_required_result_request_state", "{}");
        assertTrue(sealed.contains("state-ok"), sealed);
    }

    @Test
    void refusalOfTheClientIsTheAnswer() throws Exception {
        answering("\"error\":{\"code\":-1,\"message\":\"the person said no\"}");

        String answer = call("test_elicitation", "{\"message\":\"who?\"}");

        assertTrue(answer.contains("\"id\":5") && answer.contains("the person said no"), answer);
    }

    @Test
    void cancellationReachesServerAndQuestion() throws Exception {
        Future<String> asking = threads.submit(() -> call("test_elicitation", "{\"message\":\"who?\"}"));
        heard.await("elicitation/create");
        session.cancel("5".getBytes(StandardCharsets.UTF_8), new byte[0]);
        heard.await("notifications/cancelled", "\"requestId\":");
        assertUnavailable(asking);

        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            assertTrue(System.nanoTime() < end, "the server did not see the cancellation");
            Future<String> hanging = threads.submit(() -> call("nasty_hang", "{\"key\":\"bridged\"}"));
            while (!hanging.isDone()) { // it may not have begun yet
                ask("6", "tools/call", "{\"name\":\"echo\"}");
                session.cancel("5".getBytes(StandardCharsets.UTF_8), new byte[0]);
            }
            assertUnavailable(hanging);
        } while (!ask("7", "tools/call", "{\"name\":\"nasty_seen\"}").contains("bridged"));
    }

    private static void assertUnavailable(Future<String> call) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
        assertEquals(
                ProblemKind.UNAVAILABLE,
                assertInstanceOf(ProblemException.class, failed.getCause()).kind());
    }

    @Test
    void logLevelIsKeptForTheSession() throws Exception {
        call("test_tool_with_logging", "{}");
        assertTrue(heard.all().stream().noneMatch(message -> message.contains("notifications/message")));

        assertTrue(ask("logging/setLevel", "{\"level\":\"info\"}").contains("\"result\":{}"));
        assertTrue(ask("logging/setLevel", "{}").contains("-32602"));
        call("test_tool_with_logging", "{}");

        heard.await("notifications/message", "Tool execution completed");
    }

    @Test
    void changesAreHeardAlsoAfterTheServerEndedTheSubscription() throws Exception {
        assertTrue(ask("resources/subscribe", "{\"uri\":\"test://watched-resource\"}")
                .contains("\"result\":{}"));

        call("nasty_touch", "{\"uri\":\"test://watched-resource\"}");
        heard.await("notifications/resources/updated", "test://watched-resource");
        call("test_trigger_prompt_change", "{}");
        heard.await("notifications/prompts/list_changed");

        call("nasty_end_subscriptions", "{}");
        heard.await("notifications/tools/list_changed");
        heard.await("notifications/resources/updated", "test://watched-resource");
        call("test_trigger_tool_change", "{}");
        heard.await("notifications/tools/list_changed", "subscriptionId");

        assertTrue(ask("resources/unsubscribe", "{\"uri\":\"test://watched-resource\"}")
                .contains("\"result\":{}"));
        call("nasty_touch", "{\"uri\":\"test://watched-resource\"}");
        call("test_trigger_tool_change", "{}");
        String next = heard.await("subscriptionId");
        assertFalse(next.contains("resources/updated"), next);
    }

    @Test
    void argumentsThatTheServerWantsInHeadersAreThere() throws Exception {
        String answer = call("test_custom_header", "{\"region\":\" Zürich\"}");

        assertFalse(answer.contains("\"error\""), answer);
    }

    @Test
    void unknownResourceHasTheCodeOfSessions() throws Exception {
        String answer = ask("resources/read", "{\"uri\":\"test://none\"}");

        assertTrue(answer.contains("\"code\":-32002"), answer);
    }
}
