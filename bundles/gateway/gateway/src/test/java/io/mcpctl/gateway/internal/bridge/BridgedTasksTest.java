package io.mcpctl.gateway.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.StatelessClient;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients with the tasks extension at the fixture server in its era of sessions, which has the tasks of 2025-11-25. */
final class BridgedTasksTest {
    private static final String TASKS = "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
    private static final Pattern ID = Pattern.compile("\"taskId\":\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"inputRequests\":\\{\"([^\"]+)\"");
    private static final int POLLS = 2_000;

    private Gateway gateway;
    private StatelessClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put(
                "fixture",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mcpctl.fixture.Main",
                        "--stdio",
                        "--era",
                        "legacy"));
        gateway.define("demo", "fixture");
        client = gateway.stateless("/projects/demo/mcp").capabilities(TASKS);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }

    private String task(String method, String id, String members) throws Exception {
        return client.send(client.request(9, method, id, "\"taskId\":\"" + id + "\"" + members))
                .body();
    }

    private String poll(String id, String status) throws Exception {
        String state = "";
        for (int polls = 0; polls < POLLS; polls++) {
            state = task("tasks/get", id, "");
            if (state.contains("\"status\":\"" + status + "\"")) {
                return state;
            }
        }
        throw new AssertionError("task " + id + " is not " + status + ": " + state);
    }

    @Test
    void theExtensionIsOfferedWhereToolsRunAsTasks() throws Exception {
        String found = gateway.stateless("/servers/fixture/mcp").ask(1, "server/discover", "");

        assertTrue(found.contains("\"extensions\":{") && found.contains("\"io.modelcontextprotocol/tasks\":{}"), found);
        assertFalse(found.contains("\"tasks\":{\"list\""), found);
    }

    @Test
    void aToolThatOnlyRunsAsATaskBecomesOneWithItsResultInside() throws Exception {
        String created = client.call(1, "fixture__failing_job", "");

        assertTrue(created.contains("\"result\":{\"resultType\":\"task\",\"taskId\""), created);
        assertTrue(created.contains("\"ttlMs\":") && created.contains("\"pollIntervalMs\":"), created);
        String done = poll(found(ID, created), "completed");
        assertTrue(done.contains("\"resultType\":\"complete\"") && done.contains("\"isError\":true"), done);
    }

    @Test
    void aCallThatBreaksDownIsAFailedTask() throws Exception {
        String created = client.call(1, "fixture__protocol_error_job", "");

        String failed = poll(found(ID, created), "failed");

        assertTrue(failed.contains("\"error\":{") && failed.contains("broke down"), failed);
    }

    @Test
    void aToolThatCanBeCalledPlainlyIs() throws Exception {
        String answer = client.call(1, "fixture__greet", "\"arguments\":{\"name\":\"Ada\"}");

        assertTrue(answer.contains("Hello, Ada!") && answer.contains("\"resultType\":\"complete\""), answer);
    }

    @Test
    void whoDoesNotTakeTasksIsToldWhatIsMissing() throws Exception {
        client.capabilities("{}");

        String refused = client.call(1, "fixture__failing_job", "");
        assertTrue(refused.contains("-32021") && refused.contains("io.modelcontextprotocol/tasks"), refused);
        assertTrue(task("tasks/get", "any", "").contains("-32021"));
    }

    @Test
    void aTaskIsCancelledAndUnknownOnesAreRefused() throws Exception {
        String created = client.call(1, "fixture__failing_job", "");
        String id = found(ID, created);

        String cancelled = task("tasks/cancel", id, "");

        assertTrue(cancelled.contains("\"result\":{\"resultType\":\"complete\"}"), cancelled);
        assertTrue(task("tasks/get", "nope", "").contains("-32602"));
        assertTrue(task("tasks/cancel", "nope", "").contains("-32602"));
        assertEquals(
                404,
                client.send(client.request(3, "tasks/result", id, "\"taskId\":\"x\""))
                        .statusCode());
    }

    @Test
    void questionsOfATaskAreAskedWithItAndAnsweredByAnUpdate() throws Exception {
        String created = client.call(1, "fixture__asking_job", "");
        String id = found(ID, created);

        String asking = poll(id, "input_required");
        assertTrue(asking.contains("elicitation/create"), asking);
        String key = found(KEY, asking);
        String taken = task(
                "tasks/update",
                id,
                ",\"inputResponses\":{\"" + key + "\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}");
        assertTrue(taken.contains("\"resultType\":\"complete\""), taken);

        assertTrue(poll(id, "completed").contains("Confirmed: true"));
    }
}
