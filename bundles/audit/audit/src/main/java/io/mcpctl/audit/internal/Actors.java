package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.identity.api.Principal;
import java.util.Optional;

/** Callers as the trail names them. */
final class Actors {
    private Actors() {}

    static Actor of(Principal caller) {
        return new Actor(
                Optional.of(caller.name()),
                caller.token().map(Principal.Token::name),
                caller.token().map(Principal.Token::sha));
    }
}
