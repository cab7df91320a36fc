package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official client, the Inspector and our own check, in front of the published reference server. */
@Tag("real-server")
class ClientsTest {
    /** The ways to a server. */
    enum Way {
        PROJECT("everything__"),
        SERVER(""),
        STDIO_BRIDGE("everything__");

        final String prefix;

        Way(String prefix) {
            this.prefix = prefix;
        }

        List<String> arguments() {
            return switch (this) {
                case PROJECT -> List.of("http", PRODUCT.url("/projects/demo/mcp"));
                case SERVER -> List.of("http", PRODUCT.url("/servers/everything/mcp"));
                case STDIO_BRIDGE ->
                    List.of("stdio", Product.ROOT.resolve("mcpctl").toString(), "mcp", "-p", "demo");
            };
        }
    }

    private static final Product PRODUCT = Product.fresh();
    private static final Map<Way, JsonNode> ANSWERS = new EnumMap<>(Way.class);

    @BeforeAll
    static void start() {
        Npm.installed();
        PRODUCT.withServers("everything");
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @ParameterizedTest
    @EnumSource
    void toolsAreListedAndCalled(Way way) {
        assertTrue(answer(way, "tools").toString().contains("\"" + way.prefix + "echo\""), () -> answer(way, "tools")
                .toString());
        assertEquals("Echo: héllo", answer(way, "echo").at("/content/0/text").asText());
    }

    @ParameterizedTest
    @EnumSource
    void progressArrivesInOrder(Way way) {
        String steps = answer(way, "progress").path("steps").toString();

        // The client library drops progress that it reads in one chunk with the answer, as may happen over stdio: it
        // handles notifications in a later microtask than answers.
        assertTrue(steps.equals("[1,2,3]") || steps.equals("[1,2]"), steps);
    }

    @ParameterizedTest
    @EnumSource
    void resourcesAreRead(Way way) {
        assertEquals(
                "demo://resource/dynamic/text/7",
                answer(way, "resource").at("/contents/0/uri").asText());
    }

    @ParameterizedTest
    @EnumSource
    void promptsAreFilledAndCompleted(Way way) {
        assertTrue(answer(way, "prompt").at("/messages/0/content/text").asText().contains("Bern"));
        assertEquals(
                "[\"Engineering\"]",
                answer(way, "completion").at("/completion/values").toString());
    }

    @ParameterizedTest
    @EnumSource
    void serversCanAskTheClient(Way way) {
        assertTrue(answer(way, "sampling").toString().contains("forty-two"), () -> answer(way, "sampling")
                .toString());
        assertTrue(answer(way, "elicitation").toString().contains("Ada"), () -> answer(way, "elicitation")
                .toString());
        assertTrue(answer(way, "roots").toString().contains("product-test-root"), () -> answer(way, "roots")
                .toString());
        assertTrue(answer(way, "asked").toString().contains("\"sampling\",\"elicitation\""), () -> answer(way, "asked")
                .toString());
    }

    @ParameterizedTest
    @EnumSource
    void logMessagesArrive(Way way) {
        assertTrue(answer(way, "logging").hasNonNull("level"), () -> answer(way, "logging")
                .toString());
        assertTrue(
                answer(way, "logging").has("data"), () -> answer(way, "logging").toString());
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownToolIsReportedAndTheSessionGoesOn(Way way) {
        assertTrue(answer(way, "unknownTool").toString().contains("no-such-tool"), () -> answer(way, "unknownTool")
                .toString());
        assertEquals("{}", answer(way, "ping").toString());
    }

    @Test
    void inspectorListsAndCallsTools() {
        assertTrue(inspect("--method", "tools/list").contains("\"everything__echo\""));
        String sum =
                inspect("--method", "tools/call", "--tool-name", "everything__get-sum", "--tool-arg", "a=2", "b=3");
        assertTrue(sum.contains("The sum of 2 and 3 is 5"), sum);
    }

    @Test
    void inspectorReadsResourcesAndPrompts() {
        String text = inspect("--method", "resources/read", "--uri", "demo://resource/dynamic/text/1");
        assertTrue(text.contains("demo://resource/dynamic/text/1"), text);
        String prompt = inspect(
                "--method", "prompts/get", "--prompt-name", "everything__args-prompt", "--prompt-args", "city=Bern");
        assertTrue(prompt.contains("Bern"), prompt);
    }

    @Test
    void inspectorComesOverTheEventStreamAndTheStdioBridge() {
        String resources =
                Inspector.atUrl(PRODUCT, "sse", PRODUCT.url("/projects/demo/mcp/sse"), "--method", "resources/list");
        assertTrue(resources.contains("demo://resource/static/document/architecture.md"), resources);
        String prompts = Inspector.overStdio(PRODUCT, "demo", "--method", "prompts/list");
        assertTrue(prompts.contains("\"everything__simple-prompt\""), prompts);
    }

    @Test
    void ownCheckPassesAndCallsATool() {
        JsonNode report = check("--tool", "everything__echo", "--args", "{\"message\":\"x\"}")
                .exits(0)
                .json();

        assertTrue(report.path("ok").asBoolean(), report::toString);
        assertTrue(report.path("toolResult").toString().contains("Echo: x"), report::toString);
    }

    @Test
    void ownCheckMissesAnExpectedTool() {
        assertEquals(
                "[\"nope\"]",
                check("--expect-tools", "everything__echo,nope")
                        .exits(2)
                        .json()
                        .path("missingTools")
                        .toString());
    }

    @Test
    void ownCheckFailsWithAWrongToken() {
        assertTrue(
                check("--token", "wrong").exits(1).json().path("error").asText().contains("401"));
    }

    private static JsonNode answer(Way way, String feature) {
        JsonNode answers =
                ANSWERS.computeIfAbsent(way, missing -> SdkClient.use(PRODUCT, missing.prefix, missing.arguments()));
        return answers.path(feature);
    }

    private static Run check(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("test", "mcp", PRODUCT.url("/projects/demo/mcp"), "-o", "json"));
        arguments.addAll(List.of(options));
        return PRODUCT.run(arguments.toArray(String[]::new));
    }

    private static String inspect(String... options) {
        return Inspector.atUrl(PRODUCT, "http", PRODUCT.url("/projects/demo/mcp"), options);
    }
}
