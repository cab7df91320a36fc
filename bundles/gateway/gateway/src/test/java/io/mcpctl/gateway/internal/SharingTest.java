package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.servers.api.ServerSpec.Sharing;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SharingTest {
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("s", SharingServer.command("good"));
        shared(64, 300);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private void shared(int maxConcurrency, int idleSeconds) {
        gateway.servers.sharings.put("s", new Sharing(Sharing.Mode.shared, 16, maxConcurrency, idleSeconds));
    }

    private void perCall(int idleSeconds) {
        gateway.servers.sharings.put("s", new Sharing(Sharing.Mode.call, 16, 64, idleSeconds));
    }

    private Client client(String capabilities) throws Exception {
        Client client = gateway.server("s");
        client.initialize(capabilities);
        return client;
    }

    private static String tool(Client client, int id, String name) throws Exception {
        return client.call(id, "tools/call", "{\"name\":\"" + name + "\"}");
    }

    private static String pid(Client client) throws Exception {
        String answer = tool(client, 1000, "who");
        int start = answer.indexOf("\"pid\":") + 6;
        assertTrue(start > 6, answer);
        return answer.substring(start, answer.indexOf(',', start));
    }

    /** Starts a call that waits; returns when the server has it. */
    private static void hold(Client client, String label) throws Exception {
        client.postStreaming(
                Client.message(7, "tools/call", "{\"name\":\"hold " + label + "\",\"_meta\":{\"progressToken\":1}}"));
        String progress = client.nextEvent();
        assertTrue(progress.contains("\"progressToken\":1,") && progress.contains(label), progress);
    }

    private static void cancel(Client client) throws Exception {
        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
    }

    private static void end(Client client) throws Exception {
        client.http.send(client.request().DELETE().build(), BodyHandlers.discarding());
    }

    private static String as(Client client, String token, String body) throws Exception {
        var request = client.request().header("Authorization", "Bearer good-" + token);
        var response =
                client.http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> client.session = id);
        return response.body();
    }

    @Test
    void clientsAlikeShareOneUpstreamSession() throws Exception {
        String first = pid(client("{}"));

        assertEquals(first, pid(client("{}")));
        assertNotEquals(first, pid(client("{\"roots\":{}}")));
        assertEquals(2, gateway.servers.opened.get());
    }

    @Test
    void callersShareNothingWhereTheServerActsForThem() throws Exception {
        gateway.servers.actsForCallers = true;
        for (String caller : new String[] {"x", "y", "x"}) {
            Client client = gateway.server("s");
            as(client, caller, Client.hello("{}", "2025-06-18"));
            String answer = as(client, caller, Client.message(1, "tools/call", "{\"name\":\"who\"}"));
            assertTrue(answer.contains("\"pid\""), answer);
        }

        assertEquals(2, gateway.servers.processes.size() - exited());
    }

    private long exited() {
        return gateway.servers.processes.stream().filter(one -> !one.isAlive()).count();
    }

    @Test
    void requestsOfAllClientsTogetherAreLimited() throws Exception {
        shared(1, 300);
        Client one = client("{}");
        Client other = client("{}");
        hold(one, "one");

        String refused = tool(other, 1, "who");

        assertTrue(refused.contains("-32000") && refused.contains("sharing.maxConcurrency"), refused);
        assertTrue(refused.contains("\"retryAfterMs\":"), refused);
        cancel(one);
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!tool(other, 2, "who").contains("\"pid\"")) {
            assertTrue(System.nanoTime() < limit, "the cancelled call makes room");
        }
    }

    @Test
    void equalIdsAndProgressTokensDoNotMix() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        hold(one, "one");
        hold(other, "other");

        tool(other, 8, "release");

        String first = one.nextEvent();
        String second = other.nextEvent();
        assertTrue(first.contains("\"id\":7") && first.contains("\"held\":\"one\""), first);
        assertTrue(second.contains("\"id\":7") && second.contains("\"held\":\"other\""), second);
    }

    @Test
    void cancellingReachesOnlyTheClientsOwnCall() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        hold(one, "one");
        hold(other, "other");

        cancel(one);

        String told = tool(other, 8, "release");
        assertEquals(told.indexOf("notifications/cancelled"), told.lastIndexOf("notifications/cancelled"), told);
        assertTrue(told.contains("notifications/cancelled"), told);
        assertTrue(other.nextEvent().contains("\"held\":\"other\""));
    }

    @Test
    void changesAreToldToEveryClient() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        pid(other);
        other.listen();

        String answer = tool(one, 1, "change");

        assertTrue(answer.contains("tools/list_changed"), answer);
        other.eventWith("tools/list_changed");
    }

    @Test
    void theLowestLevelIsSetAndEachClientGetsItsOwn() throws Exception {
        Client errors = client("{}");
        errors.call(1, "logging/setLevel", "{\"level\":\"error\"}");
        errors.listen();
        Client all = client("{}");
        all.call(1, "logging/setLevel", "{\"level\":\"debug\"}");

        String told = tool(all, 2, "log warning");
        tool(all, 3, "log error");

        assertTrue(told.contains("logging/setLevel error, ") && told.contains("logging/setLevel debug"), told);
        assertTrue(told.contains("\"level\":\"warning\""), told);
        String first = errors.eventWith("notifications/message");
        assertTrue(first.contains("\"level\":\"error\""), first);
    }

    @Test
    void subscriptionsAreCounted() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        other.listen();
        one.call(1, "resources/subscribe", "{\"uri\":\"a:b\"}");
        other.call(1, "resources/subscribe", "{\"uri\":\"a:b\"}");
        one.call(2, "resources/unsubscribe", "{\"uri\":\"a:b\"}");

        String told = tool(one, 3, "update");

        assertEquals(told.indexOf("resources/subscribe"), told.lastIndexOf("resources/subscribe"), told);
        assertFalse(told.contains("resources/unsubscribe") || told.contains("resources/updated"), told);
        other.eventWith("resources/updated");
        end(other);
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!tool(one, 4, "who").contains("resources/unsubscribe")) {
            assertTrue(System.nanoTime() < limit, "the last one who watched has gone");
        }
    }

    @Test
    void questionGoesToTheClientWhoseCallIsUnderWay() throws Exception {
        Client one = client("{\"elicitation\":{}}");
        Client other = client("{\"elicitation\":{}}");
        pid(other);
        one.postStreaming(Client.message(1, "tools/call", "{\"name\":\"ask\"}"));
        String asked = one.eventWith("elicitation/create");
        int start = asked.indexOf("\"id\":") + 5;
        String id = asked.substring(start, asked.indexOf(',', start));

        one.post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"who\":\"one\"}}");

        String done = one.eventWith("\"got\"");
        assertTrue(done.contains("\"id\":\"q\",\"result\":{\"who\":\"one\"}"), done);
    }

    @Test
    void questionIsRefusedWhenItCouldBeForSeveralClients() throws Exception {
        Client one = client("{\"elicitation\":{}}");
        Client other = client("{\"elicitation\":{}}");
        hold(other, "other");

        String answer = tool(one, 1, "ask");

        assertTrue(answer.contains("several clients share this session"), answer);
    }

    @Test
    void endsWithTheLastClient() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        String pid = pid(one);
        assertEquals(pid, pid(other));
        Process process = gateway.servers.processes.getLast();

        end(one);
        assertEquals(pid, pid(other));
        end(other);

        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void endsWhenIdleAndTheNextCallOpensAnother() throws Exception {
        shared(64, 1);
        Client client = client("{}");
        String first = pid(client);

        assertTrue(gateway.servers.processes.getLast().waitFor(10, TimeUnit.SECONDS));
        assertNotEquals(first, pid(client));
    }

    @Test
    void callsGetSessionsThatNobodyElseUses() throws Exception {
        perCall(300);
        Client one = client("{}");
        Client other = client("{}");
        String first = pid(one);
        assertEquals(first, pid(other));

        hold(one, "one");

        assertNotEquals(first, pid(other));
        assertEquals(2, gateway.servers.opened.get());
    }

    @Test
    void sessionThatNobodyUsesMakesRoom() throws Exception {
        perCall(300);
        gateway.servers.limit = 1;

        String first = pid(client("{}"));

        assertNotEquals(first, pid(client("{\"roots\":{}}")));
    }

    @Test
    void sessionThatNobodyUsesEndsWhenIdle() throws Exception {
        perCall(1);
        pid(client("{}"));

        assertTrue(gateway.servers.processes.getLast().waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void nothingIsWatchedWhereSessionsEndWithEachRequest() throws Exception {
        perCall(300);

        String refused = client("{}").call(1, "resources/subscribe", "{\"uri\":\"a:b\"}");

        assertTrue(refused.contains("-32601") && refused.contains("sharing.mode call"), refused);
    }
}
