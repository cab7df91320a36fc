package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.servers.api.ServerSpec.Sharing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NastyServerTest {
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.servers.commands.put("other", NastyServer.command());
        gateway.servers.commands.put("broken", List.of("false"));
        gateway.define("demo", "broken", "nasty", "other");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void noiseIsSkippedAndUnknownFieldsPass() throws Exception {
        Client client = gateway.server("nasty");

        String hello = client.initialize("{}");

        assertTrue(hello.contains("\"x-vendor\":[1e5]") && hello.contains("\"x-unknown\":null"), hello);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{ \"content\" : [] , \"n\":10000000000000000000001 }}",
                client.call(1, "tools/call", "{\"name\":\"stray\"}"));
    }

    @Test
    void tasksOfAProjectAreFoundAtTheirServers() throws Exception {
        gateway.define("demo", "nasty");
        Client client = gateway.project("demo");
        client.initialize("{}");

        assertTrue(client.call(1, "tools/call", "{\"name\":\"nasty__task\",\"task\":{}}")
                .contains("t-1"));
        assertTrue(client.call(2, "tasks/get", "{\"taskId\":\"t-1\"}").contains("\"mine\":true"));
        assertTrue(client.call(3, "tasks/result", "{\"taskId\":\"listed\"}").contains("Unknown task: listed"));
        assertTrue(client.call(4, "tasks/list", "{}").contains("\"tasks\":[{\"taskId\":\"listed\",\"x\":1.0}]"));
        assertTrue(client.call(5, "tasks/result", "{\"taskId\":\"listed\"}").contains("\"mine\":true"));
    }

    @Test
    void whatTheGatewayDoesNotKnowGoesToTheOnlyServer() throws Exception {
        gateway.define("demo", "nasty");
        Client client = gateway.project("demo");
        client.initialize("{}");

        assertTrue(client.call(1, "vendor/x", "{}").contains("\"result\":{}"));
        gateway.define("demo", "nasty", "other");
        assertTrue(client.call(2, "vendor/x", "{}").contains("Method not found: vendor/x"));
    }

    @Test
    void allPagesAreReadAndOnlyNamesChange() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"x\":\"\\u0041\",\"name\":\"nasty__one\"},"
                        + "{\"name\":\"nasty__two\",\"inputSchema\":{},\"x\":1.50},"
                        + "{\"x\":\"\\u0041\",\"name\":\"other__one\"},"
                        + "{\"name\":\"other__two\",\"inputSchema\":{},\"x\":1.50}]}}",
                client.call(1, "tools/list", "{}"));
    }

    @Test
    void deathDuringACallIsReportedAndTheNextCallWorks() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        String died = client.call(1, "tools/call", "{\"name\":\"nasty__die\"}");

        assertTrue(died.contains("-32000") && died.contains("nasty") && died.contains("exit code 3"), died);
        assertTrue(died.contains("last words"), died);
        assertTrue(client.call(2, "tools/call", "{\"name\":\"nasty__ok\"}").contains("\"content\""));
    }

    @Test
    void answerThatIsBrokenEndsItsCallAtOnce() throws Exception {
        Client client = gateway.server("nasty");
        client.initialize("{}");

        String deep = client.call(1, "tools/call", "{\"name\":\"deep\"}");
        String broken = client.call(2, "tools/call", "{\"name\":\"broken\"}");

        assertTrue(deep.contains("-32000") && deep.contains("nested deeper than"), deep);
        assertTrue(broken.contains("-32000") && broken.contains("not JSON"), broken);
        assertTrue(client.call(3, "tools/call", "{\"name\":\"ok\"}").contains("\"content\""));
    }

    @Test
    void moreRequestsThanTheServerTakesAtOnceAreRefusedEarly() throws Exception {
        gateway.servers.sharings.put("nasty", new Sharing(Sharing.Mode.session, 16, 1, 300));
        Client client = gateway.project("demo");
        client.initialize("{\"elicitation\":{}}");
        client.postStreaming(Client.message(1, "tools/call", "{\"name\":\"nasty__ask\"}"));
        String asked = client.eventWith("elicitation/create");

        String refused = client.call(2, "tools/call", "{\"name\":\"nasty__ok\"}");
        assertTrue(refused.contains("-32000") && refused.contains("sharing.maxConcurrency"), refused);
        assertTrue(refused.contains("\"retryAfterMs\":"), refused);

        answer(client, asked, "one");
        assertTrue(client.eventWith("\"got\"").contains("\"who\":\"one\""));
        assertTrue(client.call(3, "tools/call", "{\"name\":\"nasty__ok\"}").contains("\"content\""));
    }

    @Test
    void upstreamSessionEndsWhenIdleAndTheNextCallOpensAnother() throws Exception {
        gateway.servers.sharings.put("nasty", new Sharing(Sharing.Mode.session, 16, 64, 1));
        Client client = gateway.server("nasty");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"ok\"}");
        Process first = gateway.servers.processes.getLast();

        assertTrue(first.waitFor(10, TimeUnit.SECONDS));
        assertTrue(client.call(2, "tools/call", "{\"name\":\"ok\"}").contains("\"content\""));
    }

    @Test
    void bigResultPasses() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        assertTrue(client.call(1, "tools/call", "{\"name\":\"nasty__big\"}").length() > 20 << 20);
    }

    @Test
    void equalIdsOfTwoServersDoNotMix() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{\"elicitation\":{}}");
        client.postStreaming(Client.message(1, "tools/call", "{\"name\":\"nasty__ask\"}"));
        client.postStreaming(Client.message(2, "tools/call", "{\"name\":\"other__ask\"}"));
        String first = client.eventWith("elicitation/create");
        String second = client.eventWith("elicitation/create");

        answer(client, second, "second");
        String secondDone = client.eventWith("\"got\"");
        answer(client, first, "first");
        String firstDone = client.eventWith("\"got\"");

        assertTrue(secondDone.contains("\"id\":\"same\",\"result\":{\"who\":\"second\"}"), secondDone);
        assertTrue(firstDone.contains("\"id\":\"same\",\"result\":{\"who\":\"first\"}"), firstDone);
    }

    private static void answer(Client client, String request, String who) throws Exception {
        int start = request.indexOf("\"id\":") + 5;
        String id = request.substring(start, request.indexOf(',', start));
        client.post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"who\":\"" + who + "\"}}");
    }

    @Test
    void rememberedHandshakeStartsNoProcess() throws Exception {
        gateway.server("nasty").initialize("{}");
        int before = gateway.servers.opened.get();

        for (int i = 0; i < 50; i++) {
            gateway.server("nasty").initialize("{}");
        }
        assertEquals(before, gateway.servers.opened.get());

        Client client = gateway.server("nasty");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"ok\"}");
        assertEquals(before + 1, gateway.servers.opened.get());
    }

    @Test
    void unknownServerInANameIsToldWithTheKnownOnes() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        String answer = client.call(1, "tools/call", "{\"name\":\"nope__x\"}");

        assertTrue(answer.contains("-32602") && answer.contains("Unknown tool") && answer.contains("nasty"), answer);
    }

    @Test
    void endOfTheGatewayEndsEveryProcess() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"nasty__ok\"}");

        gateway.deactivate();

        for (Process process : gateway.servers.processes) {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aCancellationThatOvertakesItsCallCountsToo() throws Exception {
        Client client = gateway.server("nasty");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"plain\"}");

        client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
        Thread call = client.postStreaming(Client.message(7, "tools/call", "{\"name\":\"hang\"}"));

        assertTrue(call.join(Duration.ofSeconds(20)), "the call ends");
    }
}
