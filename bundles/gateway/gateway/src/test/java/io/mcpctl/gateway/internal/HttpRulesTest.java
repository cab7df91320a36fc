package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpRulesTest {
    private static final String PING = Client.message(1, "ping", "{}");
    private Gateway gateway;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.define("empty");
        client = gateway.project("empty");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void sessionLivesFromInitializeToDelete() throws Exception {
        String hello = client.initialize("{}");

        assertTrue(hello.contains("\"protocolVersion\":\"2025-06-18\""), hello);
        assertTrue(client.session.length() >= 22, client.session);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                client.post(PING).body());
        assertTrue(client.call(2, "tools/list", "{}").contains("\"tools\":[]"));
        assertEquals(200, status(client.request().DELETE()));
        assertEquals(404, client.post(PING).statusCode());
    }

    @Test
    void unsupportedRevisionIsAnsweredWithTheNewest() throws Exception {
        String body = client.post(
                        Client.message(1, "initialize", "{\"protocolVersion\":\"1999-01-01\",\"capabilities\":{}}"))
                .body();

        assertTrue(body.contains("\"protocolVersion\":\"2025-11-25\""), body);
    }

    @Test
    void wrongHeadersAreRefused() throws Exception {
        client.initialize("{}");

        assertEquals(
                406,
                status(client.request().setHeader("Accept", "application/json").POST(body(PING))));
        assertEquals(
                415,
                status(client.request().setHeader("Content-Type", "text/plain").POST(body(PING))));
        HttpResponse<String> version = send(
                client.request().setHeader("MCP-Protocol-Version", "1999-01-01").POST(body(PING)));
        assertEquals(400, version.statusCode());
        assertTrue(version.body().contains("2025-11-25"), version.body());
        assertEquals(
                406,
                status(client.request().setHeader("Accept", "application/json").GET()));
    }

    @Test
    void wrongBodiesAreRefused() throws Exception {
        client.initialize("{}");

        assertRefused(400, "-32700", "{\"jsonrpc\"");
        assertRefused(400, "-32600", "[" + PING + "]");
        assertRefused(400, "batch", "[" + PING + "]");
        assertRefused(400, "-32600", "{\"id\":1}");
        assertRefused(413, "10 MiB", " ".repeat((10 << 20) + 1));
    }

    @Test
    void missingForeignAndUnknownSessionsAreToldApart() throws Exception {
        assertEquals(400, client.post(PING).statusCode());
        client.initialize("{}");
        gateway.define("other");
        Client other = gateway.project("other");
        other.session = client.session;

        assertEquals(404, other.post(PING).statusCode());
        assertEquals(
                404,
                status(client.request()
                        .setHeader("Authorization", "Bearer good-x")
                        .POST(body(PING))));
        client.session = "0";
        assertEquals(404, client.post(PING).statusCode());
    }

    @Test
    void wrongTokenIsUnauthenticated() throws Exception {
        HttpResponse<String> response =
                send(client.request().setHeader("Authorization", "Bearer bad").POST(body(PING)));

        assertEquals(401, response.statusCode());
        String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
        assertTrue(challenge.startsWith("Bearer resource_metadata="), challenge);
    }

    @Test
    void unknownNamesAndMethodsAreNamed() throws Exception {
        HttpResponse<String> project = gateway.project("nope").post(PING);
        assertEquals(404, project.statusCode());
        assertTrue(project.body().contains("nope"), project.body());
        assertEquals(404, gateway.server("nope").post(PING).statusCode());
        HttpResponse<String> put = send(client.request().PUT(body(PING)));
        assertEquals(405, put.statusCode());
        assertTrue(put.headers().firstValue("Allow").orElse("").contains("POST"));
        client.initialize("{}");
        assertTrue(client.call(1, "vendor/x", "{}").contains("-32601"));
        assertTrue(client.call(2, "tools/call", "{\"name\":\"a__b\"}").contains("-32602"));
        URI elsewhere = client.endpoint.resolve("/projects/empty/other");
        assertEquals(
                404,
                client.http
                        .send(HttpRequest.newBuilder(elsewhere).build(), BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void secondEventStreamIsAConflict() throws Exception {
        client.initialize("{}");
        var get =
                client.request().setHeader("Accept", "text/event-stream").GET().build();

        try (var first = client.http.send(get, BodyHandlers.ofInputStream()).body()) {
            assertEquals(409, client.http.send(get, BodyHandlers.ofString()).statusCode());
            client.request().DELETE();
            assertTrue(first.available() >= 0);
            assertEquals(200, status(client.request().DELETE()));
            assertTrue(new String(first.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).isBlank());
        }
    }

    @Test
    void attachedServersAreAnnouncedToAnOpenStream() throws Exception {
        client.initialize("{}");
        client.listen();

        gateway.servers.commands.put("late", java.util.List.of("cat"));
        gateway.define("empty", "late");

        assertTrue(client.nextEvent().contains("tools/list_changed"));
        assertTrue(client.nextEvent().contains("resources/list_changed"));
        assertTrue(client.nextEvent().contains("prompts/list_changed"));
    }

    @Test
    void deletedProjectEndsItsSessions() throws Exception {
        client.initialize("{}");

        gateway.projects.clear();

        assertEquals(404, client.post(PING).statusCode());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (gateway.endpoints.sessions() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(0, gateway.endpoints.sessions());
    }

    private void assertRefused(int status, String part, String body) throws Exception {
        HttpResponse<String> response = client.post(body);
        assertEquals(status, response.statusCode());
        assertTrue(response.body().contains(part), response.body());
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return send(request).statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }
}
