package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResumptionTest {
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.servers.commands.put("other", NastyServer.command());
        gateway.define("demo", "nasty");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void aClientWhoseConnectionBrokeGetsTheRestOfItsAnswerAndNothingTwice() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}", "2025-11-25");
        String last;
        try (EventLines broken = client.open(posting(
                client,
                Client.message(7, "tools/call", "{\"name\":\"nasty__start\",\"_meta\":{\"progressToken\":7}}")))) {
            assertEquals("1-0", broken.next("id: "));
            assertEquals("retry: 1000", broken.next());
            assertEquals("data:", broken.next());
            last = broken.next("id: ");
            assertTrue(broken.next("data: ").contains("\"progress\":1"));
        }

        assertTrue(client.call(8, "tools/call", "{\"name\":\"nasty__go\"}").contains("\"id\":8"));

        try (EventLines resumed = client.open(listening(client, last))) {
            assertTrue(resumed.next("data: ").contains("\"progress\":2"));
            assertEquals("1-3", resumed.next("id: "));
            assertTrue(resumed.next("data: ").contains("\"late\":true"));
            assertEquals("", resumed.next());
            assertEquals(EventLines.END, resumed.next());
        }
        try (EventLines again = client.open(listening(client, "1-2"))) {
            assertTrue(again.next("data: ").contains("\"late\":true"));
        }
    }

    @Test
    void theStreamOfASessionGoesOnAfterItsLastEvent() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}", "2025-11-25");
        EventLines first = client.open(listening(client, ""));
        assertEquals("0-0", first.next("id: "));
        gateway.define("demo", "nasty", "other");
        String tools = first.next("id: ");
        assertTrue(first.next("data: ").contains("list_changed"));

        try (EventLines second = client.open(listening(client, tools))) {
            assertTrue(second.next("id: ").startsWith("0-"));
            assertTrue(second.next("data: ").contains("list_changed"));
            assertTrue(second.next("data: ").contains("list_changed"));
        }
        first.close();
    }

    @Test
    void anEventThatIsOfNoStreamIsRefusedWithAReason() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");
        for (String id : new String[] {"9-1", "nonsense", "1-99999999999999999999"}) {
            try (EventLines refused = client.open(listening(client, id))) {
                assertEquals(400, refused.response.statusCode());
                assertTrue(refused.next().contains("of no stream of this session"));
            }
        }
    }

    @Test
    void olderRevisionsGetNoEventWithoutData() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}", "2025-06-18");
        try (EventLines stream = client.open(posting(
                client,
                Client.message(7, "tools/call", "{\"name\":\"nasty__start\",\"_meta\":{\"progressToken\":7}}")))) {
            assertEquals("1-1", stream.next("id: "));
            assertTrue(stream.next("data: ").contains("\"progress\":1"));
        }
    }

    private static HttpRequest.Builder posting(Client client, String message) {
        return client.request().POST(BodyPublishers.ofString(message));
    }

    private static HttpRequest.Builder listening(Client client, String lastEvent) {
        HttpRequest.Builder get = HttpRequest.newBuilder(client.endpoint)
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", client.session);
        return lastEvent.isEmpty() ? get : get.header("Last-Event-ID", lastEvent);
    }
}
