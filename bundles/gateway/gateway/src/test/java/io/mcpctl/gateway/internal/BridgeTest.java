package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of revision 2026-07-28 at a server that knows only sessions. */
final class BridgeTest {
    private static final Pattern STATE = Pattern.compile("\"requestState\":\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"inputRequests\":\\{\"([^\"]+)\"");
    private Gateway gateway;
    private StatelessClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.define("demo", "nasty");
        client = gateway.stateless("/servers/nasty/mcp").capabilities(StatelessClient.ALL);
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

    static String retry(String asked, String answer) {
        return "\"requestState\":\"" + found(STATE, asked) + "\",\"inputResponses\":{\"" + found(KEY, asked) + "\":"
                + answer + "}";
    }

    @Test
    void resultsGetWhatTheRevisionDemands() throws Exception {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\", \"content\" : [] ,"
                        + " \"n\":10000000000000000000001 }}",
                client.call(1, "any", ""));
        String list = client.ask(2, "tools/list", "");
        assertTrue(
                list.contains("{\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\",\"tools\""), list);
        String found = client.ask(3, "server/discover", "");
        assertTrue(found.contains("\"io.modelcontextprotocol/serverInfo\":{\"name\":\"nasty\""), found);
        assertEquals(
                404, client.send(client.request(4, "logging/setLevel", "", "")).statusCode());
    }

    @Test
    void oneSessionServesAllRequestsOfAClient() throws Exception {
        client.call(1, "any", "");
        client.call(1, "any", "");
        assertEquals(1, gateway.servers.opened.get());

        client.capabilities("{}").call(1, "any", "");
        assertEquals(2, gateway.servers.opened.get());
    }

    @Test
    void aQuestionEndsTheRequestAndItsAnswerResumesTheCall() throws Exception {
        String asked = client.call(1, "ask", "");
        assertTrue(asked.contains("\"id\":1,\"result\":{\"resultType\":\"input_required\""), asked);
        assertTrue(asked.contains("{\"method\":\"elicitation/create\",\"params\":{}}"), asked);

        String answer = client.call(2, "ask", retry(asked, "{\"action\":\"accept\"}"));
        assertTrue(answer.contains("\"id\":2,\"result\":{\"resultType\":\"complete\""), answer);
        assertTrue(
                answer.contains("\"got\":{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"result\":{\"action\":\"accept\"}}"),
                answer);

        String again = client.call(3, "ask", retry(asked, "{\"action\":\"accept\"}"));
        assertTrue(again.contains("-32602") && again.contains("used already"), again);
    }

    @Test
    void missingAnswersAreAskedForAgain() throws Exception {
        String asked = client.call(1, "ask", "");
        String state = "\"requestState\":\"" + found(STATE, asked) + "\"";

        String second = client.call(2, "ask", state + ",\"inputResponses\":{\"other\":{}}");
        assertTrue(second.contains("elicitation/create"), second);
        assertFalse(second.contains(state), "a state is used once");
        assertTrue(client.call(3, "ask", retry(second, "{}")).contains("\"got\""));
    }

    @Test
    void aStateBelongsToItsCallerServerAndTool() throws Exception {
        String asked = client.call(1, "ask", "");
        String retry = retry(asked, "{}");

        assertTrue(client.call(2, "any", retry).contains("-32602"));
        client.with("Authorization", "Bearer good-other");
        assertTrue(client.call(3, "ask", retry).contains("-32602"));
        client.without("Authorization");
        StatelessClient elsewhere = gateway.stateless("/projects/demo/mcp").capabilities(StatelessClient.ALL);
        assertTrue(elsewhere.call(4, "nasty__ask", retry).contains("-32602"));
        assertTrue(client.call(5, "ask", retry).contains("\"got\""));
    }

    @Test
    void projectsParkCallsToo() throws Exception {
        StatelessClient project = gateway.stateless("/projects/demo/mcp").capabilities(StatelessClient.ALL);

        String asked = project.call(1, "nasty__ask", "");
        assertTrue(project.call(2, "nasty__ask", retry(asked, "{\"a\":1}")).contains("{\"a\":1}"));
    }

    @Test
    void aClientIsNotAskedForWhatItCannotDo() throws Exception {
        String answer = client.capabilities("{\"roots\":{}}").call(1, "ask", "");

        assertTrue(answer.contains("\"got\"") && answer.contains("\"error\""), answer);
    }

    @Test
    void aPageToVisitBecomesAQuestion() throws Exception {
        String asked = client.call(1, "page", "");
        assertTrue(
                asked.contains(
                        "{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\",\"url\":\"https://x.test/\""),
                asked);
        assertTrue(
                client.call(2, "page", retry(asked, "{\"action\":\"accept\"}")).contains("elicitation/create"));

        var refused = client.capabilities("{}").request(3, "tools/call", "page", "\"name\":\"page\"");
        assertEquals(400, client.send(refused).statusCode());
        assertTrue(client.send(refused).body().contains("\"requiredCapabilities\":{\"elicitation\""));
    }

    @Test
    void errorsGetTheCodesOfTheRevision() throws Exception {
        String answer = client.send(client.request(9, "resources/read", "a:b", "\"uri\":\"a:b\""))
                .body();

        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32602,\"message\":\"no\",\"data\":{\"uri\":\"a:b\"}}}",
                answer);
    }

    @Test
    void aServerThatDiesIsReportedAndTheNextCallWorks() throws Exception {
        assertTrue(client.call(1, "die", "").contains("-32000"));
        assertTrue(client.call(2, "any", "").contains("\"content\""));
    }
}
