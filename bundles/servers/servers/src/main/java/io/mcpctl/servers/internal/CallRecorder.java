package io.mcpctl.servers.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.observe.api.CallMetrics;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.internal.McpProxy.ProxyCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells audit trail and metrics, where there are any, of single calls: names and times, never arguments or results. */
@Component(service = CallRecorder.class)
public final class CallRecorder {
    private static final String KIND = "mcp_proxy_call";
    /** Errors are short: a longer answer is a result, and is not looked at. */
    private static final int LONGEST_ERROR = 64 * 1024;

    private final AtomicReference<@Nullable AuditTrail> trail = new AtomicReference<>();
    private final AtomicReference<@Nullable CallMetrics> metrics = new AtomicReference<>();

    @Activate
    public CallRecorder() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setTrail(AuditTrail current) {
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

    Started start(Principal caller, String server, ProxyCall call) {
        return new Started(caller, server, call);
    }

    /** A call under way. */
    final class Started {
        private final Principal caller;
        private final String server;
        private final ProxyCall call;
        private final long begun = System.nanoTime();

        private Started(Principal caller, String server, ProxyCall call) {
            this.caller = caller;
            this.server = server;
            this.call = call;
        }

        void answered(byte[] answer) {
            ended(answer.length > LONGEST_ERROR ? Optional.empty() : McpMessages.failure(answer));
        }

        void failed(ProblemException problem) {
            ended(Optional.of(problem.problem().detail()));
        }

        private void ended(Optional<String> error) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            boolean tool = call.method().equals("tools/call");
            CallMetrics counts = metrics.get();
            if (counts != null && tool) {
                counts.called(server, error.isEmpty(), took);
            }
            AuditTrail to = trail.get();
            if (to != null) {
                to.record(event(error, took, tool));
            }
        }

        private AuditEvent event(Optional<String> error, Duration took, boolean tool) {
            Map<String, Object> payload = new TreeMap<>(Map.of(
                    "method",
                    call.method(),
                    "outcome",
                    error.isEmpty() ? "ok" : "error",
                    "durationMs",
                    took.toNanos() / 1_000 / 1000.0));
            if (tool && call.params().orElse(Map.of()).get("name") instanceof String name) {
                payload.put("tool", name);
            }
            error.ifPresent(text -> payload.put("error", text));
            return new AuditEvent(
                    Instant.now(),
                    "",
                    "",
                    KIND,
                    AuditEvent.Source.mcpd,
                    payload,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(server),
                    new AuditEvent.Actor(
                            Optional.of(caller.name()),
                            caller.token().map(Principal.Token::name),
                            caller.token().map(Principal.Token::sha)));
        }
    }
}
