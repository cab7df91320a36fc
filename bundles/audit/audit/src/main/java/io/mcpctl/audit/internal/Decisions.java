package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.AccessListener;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Records refused accesses, and permitted ones where that is wished. */
@Component(configurationPid = "io.mcpctl.audit")
public final class Decisions implements AccessListener {
    private final AuditTrail trail;
    private final boolean all;

    @Activate
    public Decisions(@Reference AuditTrail trail, AuditConfig config) {
        if (!config.rbac().equals("denied") && !config.rbac().equals("all")) {
            throw StartupFailure.report(new ProblemException(
                    ProblemKind.INVALID, "audit.rbac is '" + config.rbac() + "'; allowed are denied, all"));
        }
        this.trail = trail;
        this.all = config.rbac().equals("all");
    }

    @Override
    public void denied(Principal caller, Permission missing) {
        record(caller, missing, false);
    }

    @Override
    public void allowed(Principal caller, Permission needed) {
        if (all) {
            record(caller, needed, true);
        }
    }

    private void record(Principal caller, Permission permission, boolean allowed) {
        Map<String, Object> payload = new TreeMap<>(Map.of("principal", caller.name(), "allowed", allowed));
        switch (permission) {
            case Permission.OnResource on -> {
                payload.put("action", on.action().name());
                payload.put("resource", on.resource());
                on.name().ifPresent(name -> payload.put("name", name));
            }
            case Permission.Operation operation -> payload.put("operation", operation.operation());
            default -> payload.put("permission", permission.toString());
        }
        trail.record(new AuditEvent(
                Instant.now(),
                "",
                caller.token().map(Principal.Token::project).orElse(""),
                AuditEvent.RBAC_DECISION,
                AuditEvent.Source.mcpd,
                payload,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Actors.of(caller)));
    }
}
