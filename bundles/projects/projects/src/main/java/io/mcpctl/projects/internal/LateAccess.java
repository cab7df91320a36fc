package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Collection;
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

    /** Who attaches a server must be allowed to see it. */
    default void requireView(Principal caller, Collection<String> servers) {
        for (String server : servers) {
            Permission view = Permission.on(Action.view, "servers", server);
            if (!allows(caller, view)) {
                throw new ProblemException(
                        ProblemKind.FORBIDDEN, "Forbidden: " + view + " required to attach the server");
            }
        }
    }
}
