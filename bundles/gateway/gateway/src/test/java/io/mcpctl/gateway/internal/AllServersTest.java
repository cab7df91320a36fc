package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.audit.Recorder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /mcp} where the settings name no project: all servers that the caller may use. */
final class AllServersTest {
    private final Gateway gateway = new Gateway(new Recorder(true), "");

    AllServersTest() throws Exception {
        gateway.servers.commands.put("one", NastyServer.command());
        gateway.servers.commands.put("two", NastyServer.command());
        gateway.define("demo", "two");
        gateway.rules.allowed.add("user-u: run on servers/one");
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    private StatelessClient stateless(String caller) {
        return gateway.stateless("/mcp").with("Authorization", "Bearer good-" + caller);
    }

    @Test
    void servesAllServersUnderPrefixedNames() throws Exception {
        Client client = gateway.at("/mcp");

        assertTrue(client.initialize("{}").contains("- one: "));
        String list = client.call(1, "tools/list", "{}");

        assertTrue(list.contains("\"one__one\"") && list.contains("\"two__two\""), list);
        assertTrue(client.call(2, "tools/call", "{\"name\":\"two__plain\"}").contains("\"result\""));
    }

    @Test
    void servesOnlyTheServersThatTheCallerMayUse() throws Exception {
        Client client = gateway.at("/mcp").as("user-u");
        client.initialize("{}");

        String list = client.call(1, "tools/list", "{}");
        String refusal = client.call(2, "tools/call", "{\"name\":\"two__plain\"}");

        assertTrue(list.contains("\"one__one\"") && !list.contains("two__"), list);
        assertTrue(refusal.contains("Unknown tool: two__plain; known servers: one"), refusal);
    }

    @Test
    void whoMayUseNothingGetsEmptyLists() throws Exception {
        Client client = gateway.at("/mcp").as("user-nobody");
        client.initialize("{}");

        assertTrue(client.call(1, "tools/list", "{}").contains("\"tools\":[]"));
    }

    @Test
    void openSessionsAreToldWhenTheSetOfServersChanges() throws Exception {
        Client client = gateway.at("/mcp").as("user-u");
        client.initialize("{}");
        client.listen();

        gateway.rules.allowed.add("user-u: expose on projects/demo");

        assertTrue(client.nextEvent().contains("tools/list_changed"));
        assertTrue(client.nextEvent().contains("resources/list_changed"));
        assertTrue(client.nextEvent().contains("prompts/list_changed"));
        assertTrue(client.call(1, "tools/list", "{}").contains("\"two__two\""));
        gateway.servers.commands.remove("one");
        assertTrue(client.nextEvent().contains("tools/list_changed"));
        assertFalse(client.call(2, "tools/list", "{}").contains("one__"));
    }

    @Test
    void clientsWithoutSessionsGetTheSame() throws Exception {
        String all = stateless("local").ask(1, "tools/list", "");
        String some = stateless("user-u").ask(2, "tools/list", "");

        assertTrue(all.contains("\"one__one\"") && all.contains("\"two__two\""), all);
        assertTrue(some.contains("\"one__one\"") && !some.contains("two__"), some);
        assertTrue(stateless("user-u").call(3, "one__plain", "").contains("\"result\""));
        assertTrue(stateless("user-u").call(4, "two__plain", "").contains("Unknown tool"));
        StatelessClient client = stateless("user-u");
        String wanted = "\"notifications\":{\"toolsListChanged\":true}";
        try (var stream = client.open(client.request(5, "subscriptions/listen", "", wanted))) {
            assertTrue(stream.next().contains("acknowledged"));
            gateway.rules.allowed.add("user-u: run on servers/two");
            assertTrue(stream.next().contains("tools/list_changed"));
        }
    }

    @Test
    void aTokenIsStillForItsProject() throws Exception {
        gateway.rules.allowed.add("sha-token-demo: expose on projects/demo");
        Client client = gateway.at("/mcp").as("token-demo");
        client.initialize("{}");

        String list = client.call(1, "tools/list", "{}");

        assertTrue(list.contains("\"two__two\"") && !list.contains("one__"), list);
    }

    @Test
    void theSessionOfOneEndpointIsUnknownAtAnother() throws Exception {
        Client all = gateway.at("/mcp");
        all.initialize("{}");
        Client project = gateway.project("demo");
        project.session = all.session;

        assertEquals(404, project.post(Client.message(1, "tools/list", "{}")).statusCode());
    }

    @Test
    void thePairOfStreamsIsThereToo() throws Exception {
        Client client = gateway.at("/mcp/sse");
        var events = client.open(HttpRequest.newBuilder(client.endpoint)
                .header("Accept", "text/event-stream")
                .GET());

        assertTrue(events.next("data: ").contains("/mcp/messages?"));
    }

    @Test
    void aProxyIsToldWhichServersItsClientsMayUse() throws Exception {
        HttpResponse<String> local = names("good-local");
        HttpResponse<String> user = names("good-user-u");
        HttpResponse<String> token = names("good-token-demo");
        HttpResponse<String> wrong = names("wrong");

        assertEquals("[\"one\",\"two\"]", local.body());
        assertEquals("[\"one\"]", user.body());
        assertEquals("[]", token.body());
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.headers()
                .firstValue("WWW-Authenticate")
                .orElse("")
                .contains("/.well-known/oauth-protected-resource/mcp"));
    }

    private HttpResponse<String> names(String bearer) throws Exception {
        Client client = gateway.at("/servers");
        return client.http.send(
                HttpRequest.newBuilder(client.endpoint)
                        .header("Authorization", "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
    }
}
