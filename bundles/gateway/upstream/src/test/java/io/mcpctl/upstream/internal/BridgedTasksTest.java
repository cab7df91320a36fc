package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.upstream.api.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that knows the tasks of 2025-11-25 in front of the fixture server, which has those of the extension. */
final class BridgedTasksTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern ID = Pattern.compile("\"taskId\":\"([^\"]+)\"");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Connector connector = new Connector();
    private final Heard heard = new Heard();
    private Fixture fixture;
    private Upstream session;

    @BeforeEach
    void start() throws IOException {
        fixture = Fixture.stdio("--era", "modern");
        session = connector.bridge(connector.stateless(fixture.target()), heard);
    }

    @AfterEach
    void end() {
        session.close();
        connector.deactivate();
        fixture.close();
        threads.shutdownNow();
    }

    private String initialize(String revision) {
        return ask(
                "initialize",
                "{\"protocolVersion\":\"" + revision
                        + "\",\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"old\",\"version\":\"1\"}}");
    }

    private String ask(String method, String params) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return new String(session.request(message.getBytes(StandardCharsets.UTF_8), LIMIT), StandardCharsets.UTF_8);
    }

    private String asTask(String tool, String arguments) {
        return ask(
                "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",\"task\":{\"ttl\":60000}}");
    }

    private static String task(String created) {
        Matcher matcher = ID.matcher(created);
        assertTrue(matcher.find(), created);
        return "{\"taskId\":\"" + matcher.group(1) + "\"}";
    }

    @Test
    void theServerSaysThatItRunsTasks() {
        String welcome = initialize("2025-11-25");

        assertTrue(welcome.contains("\"tasks\":{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}"), welcome);
        String tools = ask("tools/list", "{}");
        assertTrue(tools.contains("{\"execution\":{\"taskSupport\":\"optional\"},\"name\":\"greet\""), tools);
        assertTrue(tools.contains("\"execution\":{\"taskSupport\":\"required\"}"), tools);
    }

    @Test
    void clientsOfOlderRevisionsHearOfNone() {
        String welcome = initialize("2025-06-18");

        assertFalse(welcome.contains("\"tasks\":{\"cancel\""), welcome);
        assertFalse(ask("tools/list", "{}").contains("{\"execution\":{\"taskSupport\":\"optional\"},\"name\""));
    }

    @Test
    void aTaskIsCreatedWatchedAndItsResultWaitedFor() {
        initialize("2025-11-25");

        String created = asTask("slow_compute", "{\"seconds\":1,\"label\":\"x\"}");

        assertTrue(created.contains("\"result\":{\"task\":{\"taskId\"") && created.contains("\"ttl\":"), created);
        assertFalse(created.contains("resultType") || created.contains("ttlMs"), created);
        String state = ask("tasks/get", task(created));
        assertTrue(state.contains("\"status\":\"working\"") && state.contains("\"pollInterval\":100"), state);
        String result = ask("tasks/result", task(created));
        assertTrue(result.contains("Computed x"), result);
        assertTrue(result.contains("\"io.modelcontextprotocol/related-task\":" + task(created)), result);
        assertTrue(ask("tasks/get", task(created)).contains("\"status\":\"completed\""));
        assertTrue(ask("tasks/cancel", task(created)).contains("-32602"));
    }

    @Test
    void whatTheServerAnswersAtOnceIsATaskThatIsOver() {
        initialize("2025-11-25");

        String created = asTask("greet", "{\"name\":\"Ada\"}");

        assertTrue(created.contains("\"status\":\"working\""), created);
        assertTrue(ask("tasks/get", task(created)).contains("\"status\":\"completed\""));
        assertTrue(ask("tasks/result", task(created)).contains("Hello, Ada!"));
        assertTrue(ask("tasks/cancel", task(created)).contains("over already"));
    }

    @Test
    void questionsOfATaskReachTheClientWhoWaitsForTheResult() throws Exception {
        initialize("2025-11-25");
        heard.onRequest = question -> {
            String id = question.replaceAll("(?s).*\"id\":([0-9]+),.*", "$1");
            threads.execute(() -> session.send(("{\"jsonrpc\":\"2.0\",\"id\":" + id
                            + ",\"result\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}")
                    .getBytes(StandardCharsets.UTF_8)));
        };

        String created = asTask("confirm_delete", "{}");
        String result = ask("tasks/result", task(created));

        assertTrue(result.contains("Confirmed: true"), result);
        heard.await("elicitation/create", "io.modelcontextprotocol/related-task");
    }

    @Test
    void failuresOfBothKindsAreToldAsSessionsKnowThem() {
        initialize("2025-11-25");

        String failing = asTask("failing_job", "{}");
        String result = ask("tasks/result", task(failing));
        assertTrue(result.contains("\"isError\":true"), result);
        assertTrue(ask("tasks/get", task(failing)).contains("\"status\":\"failed\""));
        String broken = ask("tasks/result", task(asTask("protocol_error_job", "{}")));
        assertTrue(broken.contains("-32603") && broken.contains("broke down"), broken);
        String plain = ask("tools/call", "{\"name\":\"failing_job\",\"arguments\":{}}");
        assertTrue(plain.contains("-32601") && plain.contains("as a task"), plain);
    }

    @Test
    void aTaskIsCancelled() {
        initialize("2025-11-25");
        String created = asTask("slow_compute", "{\"seconds\":60}");

        String cancelled = ask("tasks/cancel", task(created));

        assertTrue(cancelled.contains("\"status\":\"cancelled\""), cancelled);
        assertTrue(ask("tasks/result", task(created)).contains("cancelled"));
    }

    @Test
    void whatTheOtherEraDoesNotHaveIsRefused() {
        initialize("2025-11-25");

        assertTrue(ask("tasks/list", "{}").contains("-32601"));
        assertTrue(ask("tasks/get", "{\"taskId\":\"nope\"}").contains("-32602"));
        assertEquals(
                ask("tasks/get", "{}"),
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32602,\"message\":\"params.taskId is missing or no string\"}}");
    }
}
