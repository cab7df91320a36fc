package io.mcpctl.gateway.internal.audit;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.observe.api.CallMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tells the audit trail and the metrics, where there are any, of sessions and calls of tools: names, sizes and times,
 * never arguments or results.
 */
@Component(service = Recorder.class, configurationPid = "io.mcpctl.gateway")
@Designate(ocd = Recorder.Config.class)
public final class Recorder {
    /** Errors are short: a longer answer is a result, and is not looked at. */
    private static final int LONGEST_ERROR = 64 * 1024;

    private final boolean auditCalls;
    private final AtomicReference<AuditTrail> trail = new AtomicReference<>();
    private final AtomicReference<CallMetrics> metrics = new AtomicReference<>();

    /** Configuration of the gateway. */
    @ObjectClassDefinition(name = "Gateway")
    public @interface Config {
        @AttributeDefinition(description = "Whether each call of a tool is written to the audit trail.")
        boolean auditCalls() default true;

        @AttributeDefinition(
                description = "Address by which clients know this daemon; empty = the Host header of their requests.")
        String publicUrl() default "";

        @AttributeDefinition(
                description =
                        "Project that /mcp serves; a token of a project decides before. Empty = all servers that the caller may use.")
        String project() default "";

        @AttributeDefinition(description = "Issuers of the bearers that MCP clients may ask for one (RFC 9728).")
        String[] authorizationServers() default {};
    }

    @Activate
    public Recorder(Config config) {
        this(config.auditCalls());
    }

    public Recorder(boolean auditCalls) {
        this.auditCalls = auditCalls;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setTrail(AuditTrail current) {
        trail.set(current);
    }

    void unsetTrail(AuditTrail gone) {
        trail.compareAndSet(gone, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setMetrics(CallMetrics current) {
        metrics.set(current);
    }

    void unsetMetrics(CallMetrics gone) {
        metrics.compareAndSet(gone, null);
    }

    /** Whether anybody wants to know of sessions. */
    public boolean isHeard() {
        return trail.get() != null;
    }

    /** A session came into being. */
    public void bound(Session session, RequestId called, String model) {
        if (isHeard()) {
            ClientInfo client = ClientInfo.of(session.hello());
            bound(session, called, client, session.aside().transport(), session.revision(), model);
        }
    }

    /** {@code called}: the request with which it began. */
    public void bound(
            Party party, RequestId called, ClientInfo client, String transport, String revision, String model) {
        AuditTrail to = trail.get();
        if (to == null) {
            return;
        }
        Map<String, Object> payload = new TreeMap<>(
                Map.of("eventId", called.own(), "transport", transport, "revision", revision, "proxyModel", model));
        client.name().ifPresent(name -> payload.put("clientName", name));
        client.version().ifPresent(version -> payload.put("clientVersion", version));
        to.record(event(AuditEvent.SESSION_BIND, party, "", payload, called));
    }

    /** A call of a tool was answered. */
    public void called(
            Party party,
            RequestId called,
            String server,
            boolean cancelled,
            Envelope request,
            byte[] answer,
            Duration took) {
        boolean ok = !failed(answer);
        CallMetrics counts = metrics.get();
        if (counts != null) {
            counts.called(server, ok, took);
        }
        AuditTrail to = trail.get();
        if (to == null || !auditCalls) {
            return;
        }
        Map<String, Object> payload = new TreeMap<>();
        payload.put("eventId", called.own());
        payload.put("tool", tool(party, server, request.text(Member.PARAMS_NAME).orElse("")));
        payload.put("durationMs", took.toNanos() / 1_000 / 1000.0);
        payload.put("requestBytes", request.message().length);
        payload.put("resultBytes", answer.length);
        payload.put("outcome", ok ? "ok" : "error");
        payload.put("cancelled", cancelled);
        payload.put("cached", false); // every result comes from its server, whole
        payload.put("drillDown", server.isEmpty() && asksForSections(request));
        to.record(event(AuditEvent.TOOL_CALL_TRACE, party, server, payload, called));
    }

    /** Whether it was answered with sections of an earlier result. */
    private static boolean asksForSections(Envelope request) {
        byte[] text = request.message();
        return request.span(Member.PARAMS)
                .flatMap(params -> Json.member(text, params, "arguments"))
                .flatMap(arguments -> Json.member(text, arguments, "_resultId"))
                .isPresent();
    }

    /** A JSON-RPC error, or a result that says that the tool failed. */
    private static boolean failed(byte[] answer) {
        if (answer.length > LONGEST_ERROR) {
            return false;
        }
        Envelope read = Envelope.scan(answer);
        return read.has(Member.ERROR) || read.is(Member.RESULT_IS_ERROR, "true");
    }

    /** The server's own name of the tool, where the call reached a server. */
    private static String tool(Party party, String server, String name) {
        boolean prefixed = party.route().server().isEmpty() && !server.isEmpty() && name.startsWith(server);
        if (!prefixed) {
            return name;
        }
        String rest = name.substring(server.length());
        return rest.startsWith("__") ? rest.substring(2) : rest.substring(Math.min(1, rest.length()));
    }

    private static AuditEvent event(
            String kind, Party party, String server, Map<String, Object> payload, RequestId called) {
        Principal caller = party.principal();
        String concerned = party.route().server().orElse(server);
        return new AuditEvent(
                Instant.now(),
                party.id(),
                party.route().project().orElse(""),
                kind,
                AuditEvent.Source.mcplocal,
                payload,
                Optional.of(called.correlation()),
                Optional.empty(),
                concerned.isEmpty() ? Optional.empty() : Optional.of(concerned),
                new Actor(
                        Optional.of(caller.name()),
                        caller.token().map(Principal.Token::name),
                        caller.token().map(Principal.Token::sha)));
    }
}
