package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Asks the access control, which is fetched when it is asked and not before: it needs the store, the store needs the
 * kinds, and those ask here.
 */
@FunctionalInterface
interface LateAccess {
    boolean allows(Principal caller, Permission permission);

    static LateAccess of(ComponentServiceObjects<AccessControl> source) {
        return (caller, permission) -> {
            AccessControl access = source.getService();
            try {
                return access.allows(caller, permission);
            } finally {
                source.ungetService(access);
            }
        };
    }
}
