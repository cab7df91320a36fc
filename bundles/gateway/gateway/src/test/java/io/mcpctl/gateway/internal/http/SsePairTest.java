package io.mcpctl.gateway.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.EventLines;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.NastyServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SsePairTest {
    private Gateway gateway;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.define("demo", "nasty");
        client = gateway.project("demo");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void everythingComesOverTheStreamThatTheClientOpened() throws Exception {
        try (EventLines stream = open()) {
            URI messages = messages(stream);
            assertEquals(202, post(messages, Client.hello(Client.ALL_CAPABILITIES, "2024-11-05")));
            assertTrue(stream.next("data: ").contains("\"protocolVersion\":\"2024-11-05\""));
            assertEquals(202, post(messages, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));

            assertEquals(202, post(messages, Client.message(1, "tools/call", "{\"name\":\"nasty__ask\"}")));
            assertTrue(stream.next("data: ").contains("elicitation/create"));
            assertEquals(202, post(messages, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"action\":\"accept\"}}"));
            assertTrue(stream.next("data: ").contains("\"action\":\"accept\""));
        }
    }

    @Test
    void theSessionEndsWithItsStream() throws Exception {
        try (EventLines stream = open()) {
            post(messages(stream), Client.hello("{}", "2024-11-05"));
            stream.next("data: ");
            assertEquals(1, gateway.endpoints.sessions());
            gateway.projects.remove("demo"); // the sweeper notices
            await(() -> gateway.endpoints.sessions() == 0);
            assertEquals(EventLines.END, stream.next().isEmpty() ? stream.next() : stream.next());
        }
    }

    @Test
    void badInputIsRefusedAndTheStreamStaysUsable() throws Exception {
        try (EventLines stream = open()) {
            URI messages = messages(stream);
            assertEquals(400, post(messages, Client.message(1, "tools/list", "{}")));
            assertEquals(400, post(messages, "{{{"));
            assertEquals(400, post(messages, "[]"));
            assertEquals(404, post(URI.create(messages.toString().replaceAll("=.*", "=0")), "{}"));
            assertEquals(404, post(URI.create(messages.toString().replaceAll("[?].*", "")), "{}"));
            assertEquals(202, post(messages, Client.hello("{}", "2024-11-05")));
            assertTrue(stream.next("data: ").contains("\"result\""));
            assertEquals(400, post(messages, Client.hello("{}", "2024-11-05")));
        }
        HttpResponse<String> wrong = client.http.send(
                HttpRequest.newBuilder(URI.create(client.endpoint + "/sse"))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(405, wrong.statusCode());
        assertEquals("GET", wrong.headers().firstValue("Allow").orElse(""));
    }

    private EventLines open() {
        return client.open(
                HttpRequest.newBuilder(URI.create(client.endpoint + "/sse")).header("Accept", "text/event-stream"));
    }

    private URI messages(EventLines stream) throws InterruptedException {
        assertEquals("endpoint", stream.next("event: "));
        String path = stream.next("data: ");
        assertTrue(path.matches("/projects/demo/mcp/messages\\?sessionId=[0-9a-f]{32}"), path);
        return client.endpoint.resolve(path);
    }

    private int post(URI messages, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(messages)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited 15 seconds");
            LockSupport.parkNanos(10_000_000);
        }
    }
}
