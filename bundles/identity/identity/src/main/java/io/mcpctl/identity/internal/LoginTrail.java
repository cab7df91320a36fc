package io.mcpctl.identity.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Tells the audit trail, where there is one, who came in: the requests themselves name nobody, or somebody else. */
final class LoginTrail {
    private final AtomicReference<AuditTrail> trail = new AtomicReference<>();

    void to(AuditTrail current) {
        trail.set(current);
    }

    void without(AuditTrail gone) {
        trail.compareAndSet(gone, null);
    }

    void entered(String action, Views.Login login, String address) {
        record(Optional.of(login.user().id()), login.user().email(), action, login, address);
    }

    void impersonated(Principal caller, Views.Login login, String address) {
        record(caller.userId(), caller.name(), "impersonate", login, address);
    }

    private void record(Optional<String> userId, String userName, String action, Views.Login login, String address) {
        AuditTrail to = trail.get();
        if (to != null) {
            to.record(new AuditAction(
                    Instant.now(),
                    userId,
                    userName,
                    action,
                    "users",
                    Optional.of(login.user().id()),
                    Optional.of(login.user().email()),
                    Map.of("status", 200, "remoteAddress", address)));
        }
    }
}
