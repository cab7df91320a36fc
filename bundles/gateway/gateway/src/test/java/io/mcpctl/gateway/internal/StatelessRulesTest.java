package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.upstream.api.Era;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request of revision 2026-07-28 must look like. */
final class StatelessRulesTest {
    private Gateway gateway;
    private StatelessClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("modern", ModernServer.command());
        gateway.servers.eras.put("modern", Set.of(Era.STATELESS));
        client = gateway.stateless("/servers/modern/mcp");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void theRevisionMustBeInHeaderAndBodyAndKnown() throws Exception {
        HttpRequest valid = client.request(1, "server/discover", "", "");
        assertAnswer(200, "\"supportedVersions\":[\"2026-07-28\"]", valid);

        String body = client.message(1, "server/discover", "");
        assertAnswer(400, "-32020", client.without("MCP-Protocol-Version").post(body));
        assertAnswer(
                400, "-32020", client.with("MCP-Protocol-Version", "2027-01-01").post(body));
        HttpRequest future = client.post(body.replace("2026-07-28", "2027-01-01"));
        assertAnswer(400, "-32022", future);
        assertAnswer(400, "\"supported\":[\"2026-07-28\"],\"requested\":\"2027-01-01\"", future);
    }

    @Test
    void theBodyMustDescribeTheClient() throws Exception {
        client.with("Mcp-Method", "tools/list");
        String body = client.message(7, "tools/list", "");

        String without = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
        assertAnswer(400, "\"id\":7,\"error\":{\"code\":-32602", client.post(without));
        assertAnswer(400, "clientCapabilities", client.post(body.replace("clientCapabilities\":{}", "x\":{}")));
        assertAnswer(
                400,
                "clientCapabilities",
                client.post(body.replace("clientCapabilities\":{}", "clientCapabilities\":1")));
    }

    @Test
    void theHeadersMustMirrorTheBody() throws Exception {
        String body = client.message(1, "tools/call", "\"name\":\"wörld\"");
        assertAnswer(400, "Mcp-Method", client.post(body));
        assertAnswer(400, "Mcp-Method", client.with("Mcp-Method", "TOOLS/CALL").post(body));
        assertAnswer(400, "Mcp-Name", client.with("Mcp-Method", "tools/call").post(body));
        assertAnswer(400, "-32020", client.with("Mcp-Name", "world").post(body));
        assertAnswer(
                400, "-32020", client.with("Mcp-Name", "=?base64?d8O2cmxk=?=").post(body));
        assertAnswer(
                200,
                "\"content\"",
                client.with("Mcp-Name", "=?base64?d8O2cmxk?=").post(body));
    }

    @Test
    void mirroredArgumentsAreChecked() throws Exception {
        String call = "\"name\":\"one\",\"arguments\":{\"at\":{\"n\":42}}";
        assertAnswer(400, "Mcp-Param-Number", client.request(1, "tools/call", "one", call));
        client.with("Mcp-Param-Number", "41");
        assertAnswer(400, "-32020", client.request(1, "tools/call", "one", call));
        client.with("Mcp-Param-Number", "42.0");
        assertAnswer(200, "\"content\"", client.request(1, "tools/call", "one", call));
        assertAnswer(400, "-32020", client.request(1, "tools/call", "one", "\"name\":\"one\""));
        client.with("Mcp-Param-Other", "any");
        assertAnswer(200, "\"content\"", client.request(1, "tools/call", "two", "\"name\":\"two\""));
    }

    @Test
    void callsThatFitTheKnownToolsListThemOnce() throws Exception {
        for (int call = 0; call < 3; call++) {
            assertAnswer(200, "\"listed\":2", client.request(1, "tools/call", "two", "\"name\":\"two\""));
        }
    }

    @Test
    void theDefaultEndpointIsThatOfTheTokensProjectOrOfTheSettings() throws Exception {
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.define("demo", "nasty");
        gateway.define("other", "modern");
        gateway.rules.allowed.add("sha-token-other: expose on projects/other");

        StatelessClient some = gateway.stateless("/mcp");
        assertTrue(some.ask(1, "tools/list", "").contains("nasty__"));
        some.with("Authorization", "Bearer good-token-other");
        assertTrue(some.ask(2, "tools/list", "").contains("modern__two"));
        Client session = gateway.at("/mcp");
        session.initialize("{}");
        assertTrue(session.call(1, "tools/list", "{}").contains("nasty__"));
    }

    @Test
    void errorsHaveTheStatusOfTheirCode() throws Exception {
        assertAnswer(404, "-32601", client.request(1, "unknown/method", "", ""));
        assertAnswer(404, "-32601", client.request(1, "initialize", "", ""));
        assertAnswer(400, "-32021", client.request(1, "tools/call", "needs", "\"name\":\"needs\""));
        assertAnswer(404, "nope", gateway.stateless("/servers/nope/mcp").request(1, "tools/list", "", ""));
        assertAnswer(404, "nope", gateway.stateless("/projects/nope/mcp").request(1, "tools/list", "", ""));
    }

    @Test
    void onlyPostIsKnownAndSessionsAreIgnored() throws Exception {
        client.with("Mcp-Session-Id", "any").with("Last-Event-ID", "3");
        HttpRequest list = client.request(1, "tools/list", "", "");
        assertAnswer(200, "\"tools\"", list);

        for (String method : new String[] {"GET", "DELETE"}) {
            HttpRequest request = HttpRequest.newBuilder(list, (name, value) -> true)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = client.send(request);
            assertEquals(405, response.statusCode());
            assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
        }
    }

    @Test
    void notificationsAreTakenAndResponsesRefused() throws Exception {
        HttpResponse<String> taken =
                client.send(client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/vendor\"}"));
        assertEquals(202, taken.statusCode());
        assertEquals("", taken.body());
        assertAnswer(400, "-32600", client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
        assertAnswer(400, "-32700", client.post("{\"jsonrpc\""));
        assertAnswer(400, "batch", client.post("[]"));
    }

    private void assertAnswer(int status, String part, HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request);
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.body().contains(part), response.body());
    }
}
