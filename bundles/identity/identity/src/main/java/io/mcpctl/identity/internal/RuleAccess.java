package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decides by the rules in memory. */
@Component
public final class RuleAccess implements AccessControl {
    private final Rules rules;
    private final AccessListeners listeners;

    @Activate
    public RuleAccess(@Reference Rules rules, @Reference AccessListeners listeners) {
        this.rules = rules;
        this.listeners = listeners;
    }

    @Override
    public boolean allows(Principal caller, Permission permission) {
        return caller.unrestricted() || allows(rules.now(), caller, permission);
    }

    private static boolean allows(RuleIndex index, Principal caller, Permission permission) {
        return switch (permission) {
            case Permission.OnResource on -> index.allows(caller, on.action(), on.resource(), on.name());
            case Permission.Operation operation -> index.allowsOperation(caller, operation.operation());
            case Permission.AllOf all -> all.parts().stream().allMatch(part -> allows(index, caller, part));
            case Permission.AnyOf any -> any.parts().stream().anyMatch(part -> allows(index, caller, part));
            case Permission.Anyone anyone -> true;
            case Permission.Authenticated authenticated -> caller.userId().isPresent();
            default -> false;
        };
    }

    @Override
    public Scope scope(Principal caller, Action action, String resource) {
        return caller.unrestricted() ? Scope.ALL : rules.now().scope(caller, action, resource);
    }

    @Override
    public Scope requireScope(Principal caller, Action action, String resource) {
        Scope scope = scope(caller, action, resource);
        Permission asked = Permission.on(action, resource);
        if (scope.isNone()) {
            throw refused(caller, asked);
        }
        listeners.allowed(caller, asked);
        return scope;
    }

    @Override
    public void require(Principal caller, Permission permission) {
        if (!allows(caller, permission)) {
            throw refused(caller, permission);
        }
        listeners.allowed(caller, permission);
    }

    private ProblemException refused(Principal caller, Permission permission) {
        Permission missing = missing(caller, permission);
        listeners.denied(caller, missing);
        return new ProblemException(ProblemKind.FORBIDDEN, "Forbidden: " + missing + " required");
    }

    /** The first part that is missing, when all are needed. */
    private Permission missing(Principal caller, Permission permission) {
        return permission instanceof Permission.AllOf all
                ? all.parts().stream()
                        .filter(part -> !allows(caller, part))
                        .findFirst()
                        .map(part -> missing(caller, part))
                        .orElse(permission)
                : permission;
    }
}
