package io.mcpctl.testkit;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;

/** Lets everybody do everything. */
final class FakeAccess implements AccessControl {
    @Override
    public boolean allows(Principal caller, Permission permission) {
        return true;
    }

    @Override
    public Scope scope(Principal caller, Action action, String resource) {
        return Scope.ALL;
    }
}
