package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.CallListener;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Records what known users do through the REST interface, refused attempts included. */
@Component
public final class ActionLog implements CallListener {
    /** Recorded by those who know whom they let in. */
    private static final Set<String> ELSEWHERE = Set.of("login", "bootstrap", "impersonate");
    /** Verbs of requests that change nothing. A route may read and still be worth a row: then it has a verb of its own. */
    private static final Set<String> NO_ACTION =
            Set.of("-", "read", "dry-run", "unchanged", "skipped", AuditRoutes.RECORD);

    private final AuditTrail trail;

    @Activate
    public ActionLog(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void served(Served call) {
        boolean told = ELSEWHERE.contains(call.verb()) && call.status() < 400;
        if (call.caller().isEmpty() || told || NO_ACTION.contains(call.verb())) {
            return;
        }
        Principal caller = call.caller().get();
        Map<String, Object> details = new TreeMap<>(Map.of(
                "method", call.method(),
                "path", call.path(),
                "status", call.status(),
                "requestId", call.requestId()));
        if (!call.changed().isEmpty()) {
            details.put("changed", call.changed());
        }
        caller.token().ifPresent(token -> details.put("token", token.name()));
        trail.record(new AuditAction(
                Instant.now(),
                caller.userId(),
                caller.name(),
                call.verb(),
                call.resource(),
                call.id(),
                call.name(),
                details));
    }
}
