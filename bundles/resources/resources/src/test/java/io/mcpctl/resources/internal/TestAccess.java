package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Bearers and rules as a table: a caller may do an action on a sort of resources, on all or on named ones. */
final class TestAccess implements AccessControl, Authenticator {
    /** A rule without names is for all. */
    record Rule(Action action, String resource, Set<String> names) {
        boolean covers(Action wanted, String sort, Optional<String> name) {
            return action == wanted
                    && resource.equals(sort)
                    && (names.isEmpty() || name.map(names::contains).orElse(false));
        }
    }

    private final Map<String, Principal> bearers = new ConcurrentHashMap<>();
    private final Map<String, List<Rule>> rules = new ConcurrentHashMap<>();

    TestAccess() {
        bearers.put("owner", Principal.special("admin"));
    }

    /** The bearer is the name before the {@code @}. */
    void user(String name, Rule... allowed) {
        bearers.put(name, Principal.user(name + "@test", "c" + name, Set.of()));
        rules.put(name + "@test", List.of(allowed));
    }

    void token(String bearer, Principal.Token token, Rule... allowed) {
        bearers.put(
                bearer,
                new Principal(
                        bearer + "@test", Optional.empty(), Set.of(), Optional.empty(), Optional.of(token), false));
        rules.put(bearer + "@test", List.of(allowed));
    }

    void revoke(String bearer) {
        bearers.remove(bearer);
    }

    @Override
    public Principal authenticate(Credentials credentials) {
        return credentials
                .authorization()
                .filter(text -> text.startsWith("Bearer "))
                .map(text -> bearers.get(text.substring("Bearer ".length())))
                .orElseThrow(() -> new ProblemException(ProblemKind.UNAUTHENTICATED, "Invalid token"));
    }

    @Override
    public Principal mcpCaller(Credentials credentials) {
        return authenticate(credentials);
    }

    @Override
    public boolean allows(Principal caller, Permission permission) {
        if (caller.unrestricted() || permission.equals(Permission.ANYONE)) {
            return true;
        }
        return switch (permission) {
            case Permission.OnResource on ->
                rules(caller).stream().anyMatch(r -> r.covers(on.action(), on.resource(), on.name()));
            case Permission.AllOf all -> all.parts().stream().allMatch(p -> allows(caller, p));
            case Permission.AnyOf any -> any.parts().stream().anyMatch(p -> allows(caller, p));
            default -> false;
        };
    }

    @Override
    public Scope scope(Principal caller, Action action, String resource) {
        Set<String> names = new HashSet<>();
        for (Rule rule : rules(caller)) {
            if (rule.action() == action && rule.resource().equals(resource)) {
                if (rule.names().isEmpty()) {
                    return Scope.ALL;
                }
                names.addAll(rule.names());
            }
        }
        return caller.unrestricted() ? Scope.ALL : new Scope(false, names);
    }

    private List<Rule> rules(Principal caller) {
        return rules.getOrDefault(caller.name(), List.of());
    }
}
