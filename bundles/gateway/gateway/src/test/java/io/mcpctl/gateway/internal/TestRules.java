package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Allows what the test says, written as {@code caller: expose on projects/demo}. */
public final class TestRules implements AccessControl {
    public final Set<String> allowed = ConcurrentHashMap.newKeySet();

    @Override
    public boolean allows(Principal caller, Permission permission) {
        if (permission instanceof Permission.AnyOf any) {
            return any.parts().stream().anyMatch(part -> allows(caller, part));
        }
        String who = caller.token().map(Principal.Token::sha).orElse(caller.name());
        return caller.unrestricted() || allowed.contains(who + ": " + permission);
    }

    @Override
    public Scope scope(Principal caller, Action action, String resource) {
        throw new UnsupportedOperationException("the gateway asks for single permissions");
    }
}
