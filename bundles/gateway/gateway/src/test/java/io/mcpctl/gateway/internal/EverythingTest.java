package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published reference server behind both kinds of endpoint. */
@Tag("real-server")
final class EverythingTest {
    private static final List<String> COMMAND =
            List.of("npx", "--prefer-offline", "-y", "@modelcontextprotocol/server-everything");
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("everything", COMMAND);
        gateway.servers.commands.put("second", COMMAND);
        gateway.define("demo", "everything", "second");
        String probe = gateway.server("everything").initialize("{}");
        Assumptions.assumeTrue(probe.contains("serverInfo"), "server-everything cannot be had: " + probe);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    /** A list does not wait long for a server that starts, a call does. */
    private static void awaken(Client client) throws Exception {
        for (String server : List.of("everything", "second")) {
            String sum = client.call(
                    0, "tools/call", "{\"name\":\"" + server + "__get-sum\",\"arguments\":{\"a\":1,\"b\":2}}");
            assertTrue(sum.contains("\"result\""), sum);
        }
    }

    @Test
    void serverEndpointRelaysInitializeAndNames() throws Exception {
        Client client = gateway.server("everything");

        String hello = client.initialize(Client.ALL_CAPABILITIES);

        assertTrue(hello.contains("\"id\":\"i\"") && hello.contains("\"protocolVersion\":\"2025-06-18\""), hello);
        assertTrue(client.call(1, "tools/list", "{}").contains("\"name\":\"echo\""));
        String echo = client.call(2, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"message\":\"h\\u00e9\"}}");
        assertTrue(echo.contains("Echo: hé") && echo.contains("\"id\":2"), echo);
    }

    @Test
    void projectPrefixesToolsAndPromptsOfAllServers() throws Exception {
        Client client = gateway.project("demo");

        String hello = client.initialize(Client.ALL_CAPABILITIES);

        assertTrue(hello.contains("\"serverInfo\":{\"name\":\"mcpctl\",\"version\":\"9.9.9\"}"), hello);
        assertTrue(hello.contains("Be kind."), hello);
        assertTrue(hello.contains("\"subscribe\":true") && hello.contains("\"completions\""), hello);
        awaken(client);
        String tools = client.call(1, "tools/list", "{}");
        assertTrue(tools.contains("\"everything__echo\"") && tools.contains("\"second__echo\""), tools);
        for (String name : List.of("everything__echo", "everything/echo")) {
            String echo = client.call(2, "tools/call", "{\"name\":\"" + name + "\",\"arguments\":{\"message\":\"x\"}}");
            assertTrue(echo.contains("Echo: x"), echo);
        }
        String prompts = client.call(3, "prompts/list", "{}");
        assertTrue(prompts.contains("\"everything__simple-prompt\""), prompts);
        String prompt = client.call(4, "prompts/get", "{\"name\":\"second__simple-prompt\"}");
        assertTrue(prompt.contains("messages"), prompt);
    }

    @Test
    void toolsThatTheProjectDoesNotOfferAreNeitherListedNorCalled() throws Exception {
        gateway.define("filtered", "everything", "second");
        gateway.filters.put("filtered", Map.of("everything", tool -> !tool.equals("echo")));
        Client client = gateway.project("filtered");
        client.initialize("{}");
        awaken(client);

        String tools = client.call(1, "tools/list", "{}");
        String hidden =
                client.call(2, "tools/call", "{\"name\":\"everything__echo\",\"arguments\":{\"message\":\"x\"}}");
        String unknown = client.call(3, "tools/call", "{\"name\":\"nobody__echo\",\"arguments\":{\"message\":\"x\"}}");

        assertFalse(tools.contains("\"everything__echo\""), tools);
        assertTrue(tools.contains("\"everything__get-sum\"") && tools.contains("\"second__echo\""), tools);
        for (String refused : List.of(hidden, unknown)) {
            assertTrue(refused.contains("\"code\":-32602") && refused.contains("Unknown tool: "), refused);
        }
        String other = client.call(4, "tools/call", "{\"name\":\"second__echo\",\"arguments\":{\"message\":\"x\"}}");
        assertTrue(other.contains("Echo: x"), other);
    }

    @Test
    void aChangeOfWhatIsOfferedIsToldToLiveSessions() throws Exception {
        gateway.define("changing", "everything");
        Client client = gateway.project("changing");
        client.initialize("{}");
        assertTrue(client.call(1, "tools/list", "{}").contains("\"everything__echo\""));
        Thread stream = client.listen();

        gateway.filters.put("changing", Map.of("everything", tool -> tool.startsWith("get-")));

        assertTrue(client.eventWith("notifications/tools/list_changed").contains("\"method\""));
        String tools = client.call(2, "tools/list", "{}");
        assertTrue(tools.contains("\"everything__get-sum\"") && !tools.contains("__echo\""), tools);
        stream.interrupt();
    }

    @Test
    void resourcesAreFoundByListTemplateAndPrefix() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        String list = client.call(1, "resources/list", "{}");
        String uri = list.substring(list.indexOf("\"uri\":\"") + 7, list.indexOf('"', list.indexOf("\"uri\":\"") + 7));
        String templates = client.call(2, "resources/templates/list", "{}");

        assertTrue(templates.contains("demo://resource/dynamic/text/{resourceId}"), templates);
        assertTrue(client.call(3, "resources/read", "{\"uri\":\"" + uri + "\"}").contains("contents"));
        String dynamic = client.call(4, "resources/read", "{\"uri\":\"demo://resource/dynamic/text/7\"}");
        assertTrue(dynamic.contains("contents"), dynamic);
        String prefixed = client.call(5, "resources/read", "{\"uri\":\"second://demo://resource/dynamic/text/8\"}");
        assertTrue(prefixed.contains("contents"), prefixed);
        String unknown = client.call(6, "resources/read", "{\"uri\":\"nope://x\"}");
        assertTrue(unknown.contains("-32002") && unknown.contains("nope://x"), unknown);
    }

    @Test
    void progressComesOnTheStreamOfItsRequest() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        client.postStreaming(Client.message(
                9,
                "tools/call",
                "{\"name\":\"everything__trigger-long-running-operation\",\"arguments\":{\"duration\":1,\"steps\":2},"
                        + "\"_meta\":{\"progressToken\":\"tok\"}}"));

        assertTrue(client.eventWith("notifications/progress").contains("\"progressToken\":\"tok\""));
        assertTrue(client.eventWith("\"id\":9").contains("\"result\""));
    }

    @Test
    void samplingGoesToTheClientAndBack() throws Exception {
        Client client = gateway.project("demo");
        client.initialize(Client.ALL_CAPABILITIES);
        client.postStreaming(
                Client.message(
                        5,
                        "tools/call",
                        "{\"name\":\"everything__trigger-sampling-request\",\"arguments\":{\"prompt\":\"hi\",\"maxTokens\":10}}"));

        String asked = client.eventWith("sampling/createMessage");
        int answered = client.post(
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id(asked)
                                + ",\"result\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"forty-two\"}}}")
                .statusCode();

        assertEquals(202, answered);
        assertTrue(client.eventWith("\"id\":5").contains("forty-two"));
    }

    @Test
    void rootsAreAskedOverTheEventStream() throws Exception {
        Client client = gateway.server("everything");
        client.initialize(Client.ALL_CAPABILITIES);
        Thread stream = client.listen();

        client.call(1, "tools/list", "{}");

        assertTrue(client.eventWith("roots/list").contains("\"method\""));
        stream.interrupt();
    }

    @Test
    void secondTierOverHttpKeepsProgressSamplingAndNames() throws Exception {
        gateway.servers.commands.put(
                "tier", List.of(gateway.server("everything").endpoint.toString()));
        gateway.define("far", "tier");
        Client client = gateway.project("far");
        client.initialize(Client.ALL_CAPABILITIES);

        assertTrue(client.call(1, "tools/list", "{}").contains("\"tier__trigger-sampling-request\""));
        client.postStreaming(Client.message(
                2,
                "tools/call",
                "{\"name\":\"tier__trigger-long-running-operation\",\"arguments\":{\"duration\":1,\"steps\":2},"
                        + "\"_meta\":{\"progressToken\":12}}"));
        assertTrue(client.eventWith("notifications/progress").contains("\"progressToken\":12"));
        assertTrue(client.eventWith("\"id\":2").contains("\"result\""));
        client.postStreaming(Client.message(
                5,
                "tools/call",
                "{\"name\":\"tier__trigger-sampling-request\",\"arguments\":{\"prompt\":\"hi\",\"maxTokens\":10}}"));
        String asked = client.eventWith("sampling/createMessage");
        client.post(
                "{\"jsonrpc\":\"2.0\",\"id\":" + id(asked)
                        + ",\"result\":{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"forty-two\"}}}");
        assertTrue(client.eventWith("\"id\":5").contains("forty-two"));
    }

    private static String id(String request) {
        int start = request.indexOf("\"id\":") + 5;
        int end = start;
        while (",}".indexOf(request.charAt(end)) < 0) {
            end++;
        }
        return request.substring(start, end);
    }

    @Test
    void cancelledCallIsNotAnswered() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");
        Thread call = client.postStreaming(Client.message(
                77,
                "tools/call",
                "{\"name\":\"everything__trigger-long-running-operation\",\"arguments\":{\"duration\":20,\"steps\":40},"
                        + "\"_meta\":{\"progressToken\":1}}"));
        client.nextEvent();

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}");
        call.join(TimeUnit.SECONDS.toMillis(10));

        assertFalse(call.isAlive());
        assertTrue(client.events.stream().noneMatch(event -> event.contains("\"id\":77")));
    }
}
