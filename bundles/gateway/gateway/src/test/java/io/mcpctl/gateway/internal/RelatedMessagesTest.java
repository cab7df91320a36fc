package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two calls under way at one server over HTTP: what comes on the stream of one is for that one. */
final class RelatedMessagesTest {
    private static final String LEVEL = ",\"io.modelcontextprotocol/logLevel\":\"info\"";
    private Gateway gateway;
    private TalkingServer server;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        server = new TalkingServer();
        gateway.servers.commands.put("s", List.of(server.uri().toString()));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    @Test
    void ofOneClient() throws Exception {
        Client client = gateway.server("s");
        client.initialize(Client.ALL_CAPABILITIES);
        assertOwn(client, 1, client, 2);
    }

    @Test
    void ofTwoClientsThatShareASession() throws Exception {
        gateway.servers.sharings.put("s", new Sharing(Sharing.Mode.shared, 16, 64, 300));
        Client one = gateway.server("s");
        Client other = gateway.server("s");
        one.initialize(Client.ALL_CAPABILITIES);
        other.initialize(Client.ALL_CAPABILITIES);
        assertOwn(one, 1, other, 1);
    }

    @Test
    void ofTwoStatelessClients() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> stateless("first"));
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> stateless("second"));

        assertTrue(first.get(30, TimeUnit.SECONDS).contains("\"label\":\"first\",\"answered\":{\"by\":\"first\"}"));
        assertTrue(second.get(30, TimeUnit.SECONDS).contains("\"label\":\"second\",\"answered\":{\"by\":\"second\"}"));
    }

    private static void assertOwn(Client one, int id, Client other, int otherId) throws Exception {
        CompletableFuture<EventLines> first = CompletableFuture.supplyAsync(() -> call(one, id, "first"));
        CompletableFuture<EventLines> second = CompletableFuture.supplyAsync(() -> call(other, otherId, "second"));
        try (EventLines lines = first.get(30, TimeUnit.SECONDS);
                EventLines others = second.get(30, TimeUnit.SECONDS)) {
            assertOwn(one, lines, "first");
            assertOwn(other, others, "second");
        }
    }

    private static EventLines call(Client client, int id, String name) {
        String call = Client.message(id, "tools/call", "{\"name\":\"" + name + "\"}");
        return client.open(client.request().POST(BodyPublishers.ofString(call)));
    }

    private static void assertOwn(Client client, EventLines stream, String label) throws Exception {
        assertTrue(stream.next("data: ").contains("log of " + label));
        String question = stream.next("data: ");
        assertTrue(question.contains("question of " + label), question);
        Envelope asked = Envelope.scan(question.getBytes(StandardCharsets.UTF_8));
        String id = new String(asked.raw(Member.ID).orElseThrow(), StandardCharsets.UTF_8);
        client.post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"by\":\"" + label + "\"}}");
        String answer = stream.next("data: ");
        assertTrue(answer.contains("\"answered\":{\"by\":\"" + label + "\"}"), answer);
    }

    private String stateless(String label) {
        try {
            StatelessClient client = gateway.stateless("/servers/s/mcp")
                    .capabilities(StatelessClient.ALL)
                    .meta(LEVEL);
            String name = "\"name\":\"" + label + "\"";
            String question;
            try (StatelessClient.Stream stream = client.open(client.request(1, "tools/call", label, name))) {
                String log = stream.next();
                assertTrue(log.contains("log of " + label), log);
                question = stream.next();
            }
            assertTrue(question.contains("question of " + label), question);
            assertFalse(question.contains("\"error\""), question);
            return client.call(2, label, BridgeTest.retry(question, "{\"by\":\"" + label + "\"}"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
