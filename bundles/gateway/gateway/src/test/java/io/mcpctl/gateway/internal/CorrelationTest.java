package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests are called. */
final class CorrelationTest {
    private static final String CALL = Client.message(1, "tools/call", "{\"name\":\"plain\"}");
    private static final Map<String, String> PROXY =
            Map.of("Authorization", "Bearer good-admin", "X-Mcpctl-Transport", "mcplocal", "X-Request-Id", "far-7");

    private final Gateway gateway = new Gateway();
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    CorrelationTest() throws Exception {
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.recorder.setTrail(new AuditTrail() {
            @Override
            public void record(AuditEvent event) {
                events.add(event);
            }

            @Override
            public void record(AuditAction action) {
                throw new AssertionError("the gateway records no actions");
            }

            @Override
            public long dropped() {
                return 0;
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElse("");
    }

    private HttpResponse<String> post(Client client, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = client.request();
        headers.forEach(request::setHeader);
        return client.http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private Client session(String bearer) throws Exception {
        Client client = gateway.server("nasty");
        if (!bearer.isEmpty()) {
            client.as(bearer);
        }
        client.initialize("{}");
        return client;
    }

    @Test
    void eachRequestIsCalledOtherwiseAndItsAnswerSaysHow() throws Exception {
        Client client = session("");

        HttpResponse<String> one = post(client, CALL, Map.of());
        HttpResponse<String> other = post(client, CALL, Map.of());

        assertNotEquals(id(one), id(other));
        assertEquals(List.of(id(one), id(other)), correlations(AuditEvent.TOOL_CALL_TRACE));
        assertTrue(id(one).matches("here-[0-9a-f]{12}-[0-9]+"), id(one));
    }

    @Test
    void theIdThatAProxyGivesIsTakenOverAndNamesAllEventsOfTheRequest() throws Exception {
        Client client = session("admin");

        HttpResponse<String> answer = post(client, CALL, PROXY);
        post(client, CALL, PROXY);

        assertEquals("far-7", id(answer));
        assertEquals(List.of("far-7", "far-7"), correlations(AuditEvent.TOOL_CALL_TRACE));
        assertEquals(
                2,
                events.stream()
                        .filter(event -> event.correlationId().equals(Optional.of("far-7")))
                        .map(event -> event.payload().get("eventId"))
                        .distinct()
                        .count());
    }

    @Test
    void theEventThatASessionBeganIsOfTheRequestThatBeganIt() throws Exception {
        Client client = gateway.server("nasty");

        HttpResponse<String> welcome = post(client, Client.hello("{}", "2025-06-18"), PROXY);
        StatelessClient stateless = gateway.stateless("/servers/nasty/mcp");
        PROXY.forEach(stateless::with);
        stateless.call(1, "plain", "");

        assertEquals("far-7", id(welcome));
        assertEquals(List.of("far-7", "far-7"), correlations(AuditEvent.SESSION_BIND));
        assertEquals(List.of("far-7"), correlations(AuditEvent.TOOL_CALL_TRACE));
        assertEquals(
                3,
                events.stream()
                        .map(event -> event.payload().get("eventId"))
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Mcpctl-Transport"})
    void anIdOfAnybodyElseIsNot(String missing) throws Exception {
        Client client = session("");
        Map<String, String> headers = new HashMap<>(PROXY);
        headers.put("Authorization", "Bearer good-local");
        headers.remove(missing);

        assertTrue(id(post(client, CALL, headers)).startsWith("here-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "<x>", "\u00e4", ""})
    void anIdThatIsNotHarmlessIsNot(String given) throws Exception {
        Client client = session("admin");
        Map<String, String> headers = new HashMap<>(PROXY);
        headers.put("X-Request-Id", given);

        assertTrue(id(post(client, CALL, headers)).startsWith("here-"));
        headers.put("X-Request-Id", "x".repeat(101));
        assertTrue(id(post(client, CALL, headers)).startsWith("here-"));
    }

    @Test
    void aFailureOnTheWayToItsServerNamesTheRequest() throws Exception {
        Client client = session("");

        HttpResponse<String> answer = post(client, Client.message(1, "tools/call", "{\"name\":\"die\"}"), Map.of());

        assertTrue(answer.body().contains("\"data\":{\"correlationId\":\"" + id(answer) + "\""), answer.body());
    }

    private List<String> correlations(String kind) {
        return events.stream()
                .filter(event -> event.kind().equals(kind))
                .map(event -> event.correlationId().orElse(""))
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
