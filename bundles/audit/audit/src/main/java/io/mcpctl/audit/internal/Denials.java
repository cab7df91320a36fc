package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.AccessListener;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Records refused accesses. */
@Component
public final class Denials implements AccessListener {
    private final AuditTrail trail;

    @Activate
    public Denials(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void denied(Principal caller, Permission permission) {
        Map<String, Object> payload = new TreeMap<>(Map.of("principal", caller.name(), "allowed", false));
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
