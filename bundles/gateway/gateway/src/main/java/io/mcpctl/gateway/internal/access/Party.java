package io.mcpctl.gateway.internal.access;

import io.mcpctl.identity.api.Principal;

/** Who asks, as the audit trail has to know it. */
public interface Party {
    /** Id of the session; empty in the stateless era. */
    String id();

    Principal principal();

    Route route();

    /** The caller's name, which a token does not share with its owner. */
    default String callerName() {
        Principal caller = principal();
        return caller.token().map(token -> caller.name() + '/' + token.sha()).orElse(caller.name());
    }
}
