package io.mcpctl.gateway.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.NastyServer;
import io.mcpctl.gateway.internal.StatelessClient;
import io.mcpctl.observe.api.CallMetrics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway tells of sessions and calls. */
final class RecorderTest {
    private final Memory memory = new Memory();
    private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();
    private final CallMetrics metrics = (server, ok, took) -> counted.add(server + " " + ok);
    private Gateway gateway;

    /** Keeps what it is told. */
    private static final class Memory implements AuditTrail {
        private final BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>();

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

        AuditEvent next() throws InterruptedException {
            AuditEvent event = events.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event within 10 seconds");
            }
            return event;
        }
    }

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.define("demo", "nasty");
        gateway.recorder.setTrail(memory);
        gateway.recorder.setMetrics(metrics);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void aSessionAndItsCallsAreToldWithoutArgumentsAndResults() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");
        String call = "{\"name\":\"nasty__plain\",\"arguments\":{\"key\":\"top-secret\"}}";
        String answer = client.call(7, "tools/call", call);
        client.call(8, "tools/call", "{\"name\":\"nasty__fail\"}");
        client.call(9, "tools/list", "{}");
        client.call(10, "tools/call", "{\"name\":\"unknown__x\"}");

        AuditEvent bound = memory.next();
        assertEquals(AuditEvent.SESSION_BIND, bound.kind());
        assertEquals("demo", bound.projectName());
        assertEquals(client.session, bound.sessionId());
        assertEquals(Optional.of("local"), bound.actor().userName());
        assertEquals("t", bound.payload().get("clientName"));
        assertEquals("1", bound.payload().get("clientVersion"));
        assertEquals("streamable-http", bound.payload().get("transport"));
        assertEquals("none", bound.payload().get("proxyModel"));
        AuditEvent good = memory.next();
        assertEquals(AuditEvent.TOOL_CALL_TRACE, good.kind());
        assertEquals(AuditEvent.Source.mcplocal, good.source());
        assertEquals(Optional.of("nasty"), good.serverName());
        assertEquals("plain", good.payload().get("tool"));
        assertEquals("ok", good.payload().get("outcome"));
        assertEquals(answer.length(), good.payload().get("resultBytes"));
        assertEquals(
                Client.message(7, "tools/call", call).length(), good.payload().get("requestBytes"));
        assertEquals(false, good.payload().get("cached"));
        assertEquals(false, good.payload().get("drillDown"));
        assertEquals(bound.correlationId().orElseThrow(), bound.payload().get("eventId"));
        assertEquals(good.correlationId().orElseThrow(), good.payload().get("eventId"));
        assertTrue(client.session.startsWith(good.correlationId().orElseThrow().replaceFirst("-[0-9]+$", "")));
        assertTrue(good.payload().get("durationMs") instanceof Double ms && ms > 0);
        assertFalse(good.toString().contains("top-secret"));
        AuditEvent failed = memory.next();
        assertEquals("error", failed.payload().get("outcome"));
        AuditEvent lost = memory.next();
        assertEquals("error", lost.payload().get("outcome"));
        assertEquals("unknown__x", lost.payload().get("tool"));
        assertEquals(Optional.empty(), lost.serverName());
        assertEquals(
                3,
                List.of(good, failed, lost).stream()
                        .map(AuditEvent::correlationId)
                        .distinct()
                        .count());
        assertTrue(memory.events.isEmpty());
        assertEquals(List.of("nasty true", "nasty false", " false"), List.copyOf(counted));
        assertEquals(1, gateway.endpoints.sessions());
    }

    @Test
    void callsWithoutSessionAreToldToo() throws Exception {
        StatelessClient client = gateway.stateless("/projects/demo/mcp").with("X-Mcpctl-Transport", "stdio");
        client.call(1, "nasty__plain", "");
        client.call(2, "nasty__plain", "");

        AuditEvent bound = memory.next();
        assertEquals(AuditEvent.SESSION_BIND, bound.kind());
        assertEquals("demo", bound.projectName());
        assertEquals("stdio", bound.payload().get("transport"));
        assertEquals("2026-07-28", bound.payload().get("revision"));
        assertEquals("none", bound.payload().get("proxyModel"));
        AuditEvent event = memory.next();
        assertEquals(AuditEvent.TOOL_CALL_TRACE, event.kind());
        assertEquals(bound.sessionId(), event.sessionId());
        assertFalse(event.sessionId().isEmpty());
        assertEquals(bound.sessionId(), memory.next().sessionId());
        assertTrue(memory.events.isEmpty());
        assertEquals(Optional.of("nasty"), event.serverName());
        assertEquals("plain", event.payload().get("tool"));
        assertEquals("ok", event.payload().get("outcome"));
        assertTrue(event.correlationId().isPresent());
    }

    @Test
    void callsOfAServerEndpointHaveNoProject() throws Exception {
        Client client = gateway.server("nasty");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"plain\"}");

        assertEquals(Optional.of("nasty"), memory.next().serverName());
        AuditEvent call = memory.next();
        assertEquals("", call.projectName());
        assertEquals("plain", call.payload().get("tool"));
    }

    @Test
    void withoutTrailAndMetricsCallsWorkAsWell() throws Exception {
        gateway.recorder.unsetTrail(memory);
        gateway.recorder.unsetMetrics(metrics);
        Client client = gateway.project("demo");
        client.initialize("{}");

        assertTrue(client.call(1, "tools/call", "{\"name\":\"nasty__plain\"}").contains("result"));
        assertTrue(memory.events.isEmpty() && counted.isEmpty());
    }

    @Test
    void callsCanBeLeftOutOfTheTrail() throws Exception {
        gateway.close();
        gateway = new Gateway(new Recorder(false));
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.recorder.setTrail(memory);
        gateway.recorder.setMetrics(metrics);
        Client client = gateway.server("nasty");
        client.initialize("{}");
        client.call(1, "tools/call", "{\"name\":\"plain\"}");

        assertEquals("nasty true", counted.poll(10, TimeUnit.SECONDS));
        assertEquals(AuditEvent.SESSION_BIND, memory.next().kind());
        assertTrue(memory.events.isEmpty());
    }
}
