package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Callers that no rule concerns may do everything, others nothing. */
@Component
public final class OwnerOnly implements AccessControl {
    @Activate
    public OwnerOnly() {}

    @Override
    public boolean allows(Principal caller, Permission permission) {
        return caller.unrestricted() || permission.equals(Permission.ANYONE);
    }

    @Override
    public Scope scope(Principal caller, Action action, String resource) {
        return caller.unrestricted() ? Scope.ALL : new Scope(false, Set.of());
    }
}
