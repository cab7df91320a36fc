package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.upstream.api.Era;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of revision 2026-07-28 at servers of their own era and at projects of both eras. */
final class StatelessTest {
    private static final String PROGRESS = ",\"progressToken\":\"p-\\u0031\"";
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("modern", ModernServer.command());
        gateway.servers.commands.put("old", NastyServer.command());
        gateway.servers.commands.put("broken", List.of("false"));
        gateway.servers.eras.put("modern", Set.of(Era.STATELESS));
        gateway.define("demo", "modern", "old");
        gateway.define("single", "modern");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private StatelessClient server() {
        return gateway.stateless("/servers/modern/mcp");
    }

    private StatelessClient project() {
        return gateway.stateless("/projects/demo/mcp");
    }

    @Test
    void callsPassByteForByte() throws Exception {
        String answer = server().call(7, "any", "\"x\":1e0");

        assertTrue(
                answer.startsWith("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{ \"content\" : [] ,"
                        + " \"n\":10000000000000000000001 , \"params\":{\"name\":\"any\",\"x\":1e0,"),
                answer);
    }

    @Test
    void roundsPassUntouched() throws Exception {
        StatelessClient client = server();

        String first = client.call(1, "rounds", "");
        assertTrue(first.contains("\"requestState\":\"\\u0073ealed\""), first);
        String second = client.call(2, "rounds", "\"requestState\":\"\\u0073ealed\",\"inputResponses\":{\"k\":{}}");
        assertTrue(second.contains("\"requestState\":\"\\u0073ealed\",\"inputResponses\":{\"k\":{}}"), second);
        assertTrue(project().call(3, "modern__rounds", "").contains("\\u0073ealed"));
    }

    @Test
    void closingTheStreamCancels() throws Exception {
        StatelessClient client = server().meta(PROGRESS);

        try (var stream = client.open(client.request(1, "tools/call", "hang", "\"name\":\"hang\""))) {
            assertTrue(stream.next().contains("\"progressToken\":\"p-\\u0031\""));
        }

        StatelessClient other = server();
        assertEventually(() -> !other.call(2, "cancelled", "").contains("none"));
    }

    @Test
    void aProjectPrefixesNamesOfServersOfBothEras() throws Exception {
        String list = project().ask(1, "tools/list", "");

        assertTrue(
                list.startsWith(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"tools\":[{\"name\":"
                                + "\"modern__one\","),
                list);
        assertTrue(
                list.contains("{\"name\":\"modern__two\",\"x\":1.50},{\"x\":\"\\u0041\",\"name\":\"old__one\"}"), list);
        assertTrue(list.endsWith("],\"ttlMs\":0,\"cacheScope\":\"private\"}}"), list);
        assertTrue(project().call(2, "modern__any", "").contains("\"params\":{\"name\":\"any\""));
        String old = project().call(3, "old__any", "");
        assertTrue(old.contains("\"result\":{\"resultType\":\"complete\", \"content\""), old);
    }

    @Test
    void theShortestTimeAndTheNarrowestScopeCount() throws Exception {
        StatelessClient client = gateway.stateless("/projects/single/mcp");

        assertTrue(client.ask(1, "tools/list", "").endsWith("],\"ttlMs\":500,\"cacheScope\":\"public\"}}"));
        assertTrue(
                client.ask(2, "resources/templates/list", "").endsWith("],\"ttlMs\":1,\"cacheScope\":\"private\"}}"));
        gateway.define("single", "broken", "modern");
        String incomplete = client.ask(3, "tools/list", "");
        assertTrue(incomplete.contains("modern__one") && incomplete.contains("\"ttlMs\":0"), incomplete);
    }

    @Test
    void aProjectIsDiscoveredAsTheSumOfItsServers() throws Exception {
        String found = project().ask(1, "server/discover", "");

        assertTrue(found.contains("\"supportedVersions\":[\"2026-07-28\"]"), found);
        assertTrue(found.contains("\"x\":[1e5]") && found.contains("\"x-vendor\":[1e5]"), found);
        assertTrue(found.contains("Be kind.") && found.contains("# modern\\u000aMind the gap."), found);
        assertTrue(found.contains("\"io.modelcontextprotocol/serverInfo\":{\"name\":\"mcpctl\""), found);
    }

    @Test
    void aProjectHidesToolsAndUnknownNames() throws Exception {
        gateway.filters.put("demo", Map.of("modern", tool -> tool.equals("two")));

        assertFalse(project().ask(1, "tools/list", "").contains("modern__one"));
        assertTrue(project().call(2, "modern__one", "").contains("does not offer it"));
        assertTrue(project().call(3, "nobody__x", "").contains("known servers: modern, old"));
        assertTrue(project().ask(4, "vendor/x", "").contains("-32601"));
        assertTrue(gateway.stateless("/projects/single/mcp")
                .ask(5, "vendor/x", "")
                .contains("Method not found: vendor/x"));
    }

    @Test
    void resourcesOfAProjectAreFoundByTheLists() throws Exception {
        StatelessClient client = project();

        String read = client.send(client.request(1, "resources/read", "a:b", "\"uri\":\"a:b\""))
                .body();
        assertTrue(read.contains("\"contents\":[]"), read);
    }

    @Test
    void aTaskIsFoundAgainAtItsServer() throws Exception {
        StatelessClient client = project().capabilities("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");

        assertTrue(client.call(1, "modern__task", "").contains("t-1"));
        String get = client.send(client.request(2, "tasks/get", "t-1", "\"taskId\":\"t-1\""))
                .body();
        assertTrue(get.contains("Method not found: tasks/get"), get);
        String unknown = client.send(client.request(3, "tasks/get", "t-2", "\"taskId\":\"t-2\""))
                .body();
        assertTrue(unknown.contains("Unknown task: t-2"), unknown);
    }

    @Test
    void subscriptionsOfAProjectReachItsServersAndTellOfItself() throws Exception {
        StatelessClient client = project();
        String wanted = "\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}";

        try (var stream = client.open(client.request(5, "subscriptions/listen", "", wanted))) {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{\"_meta\":"
                            + "{\"io.modelcontextprotocol/subscriptionId\":5},\"notifications\":"
                            + "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"a:b\"]}}}",
                    stream.next());
            String updated = stream.next();
            assertTrue(updated.contains("resources/updated") && updated.contains("subscriptionId\":5"), updated);
            gateway.define("demo", "modern");
            String changed = stream.next();
            assertTrue(changed.contains("tools/list_changed") && changed.contains("subscriptionId\":5"), changed);
        }
    }

    @Test
    void theGatewayEndsSubscriptionsProperly() throws Exception {
        StatelessClient client = server();

        try (var stream = client.open(client.request(5, "subscriptions/listen", "", "\"notifications\":{}"))) {
            assertTrue(stream.next().contains("acknowledged"));
            assertTrue(stream.next().contains("updated"));
            gateway.deactivate();
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"resultType\":\"complete\",\"_meta\":"
                            + "{\"io.modelcontextprotocol/subscriptionId\":5}}}",
                    stream.next());
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void assertEventually(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s");
        }
    }
}
