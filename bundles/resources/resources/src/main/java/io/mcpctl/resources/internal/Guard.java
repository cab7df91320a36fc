package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import java.util.Optional;

/**
 * What one caller may do to resources of any kind. A rule for single names never permits creating in a collection,
 * unless the rules of the kind speak of something that exists already, as those of attachments do of projects.
 */
record Guard(AccessControl access, Principal caller, Request request) {

    void create(Kind<?> kind, String name, Record spec) {
        ResourceKind.Rules rules = kind.description().rules();
        Action action = rules.write().orElse(Action.create);
        Optional<String> named = rules.member().equals("name")
                ? Optional.empty()
                : Optional.of(kind.ruleName(
                        new Resource<>("", name, 1, java.time.Instant.EPOCH, java.time.Instant.EPOCH, spec)));
        access.require(caller, new Permission.OnResource(action, rules.resource(), named));
    }

    /** Refuses at once who may create nothing of this kind, whatever the document says. */
    void mayCreateAny(Kind<?> kind) {
        ResourceKind.Rules rules = kind.description().rules();
        Action action = rules.write().orElse(Action.create);
        if (access.scope(caller, action, rules.resource()).isNone()) {
            access.require(caller, Permission.on(action, rules.resource()));
        }
    }

    /** Refuses at once who may neither create nor change anything of this kind. */
    void mayWriteAny(Kind<?> kind) {
        ResourceKind.Rules rules = kind.description().rules();
        Action change = rules.write().orElse(Action.edit);
        if (access.scope(caller, change, rules.resource()).isNone()) {
            mayCreateAny(kind);
        }
    }

    /** Refuses before the body of a change is read. */
    <S extends Record> void mayChange(Kind<S> kind, JdbcStore store, String id) {
        Action action = kind.description().rules().write().orElse(Action.edit);
        store.find(kind.description(), id)
                .filter(resource -> !allows(kind, action, resource))
                .ifPresent(resource -> require(kind, action, resource));
    }

    void change(Kind<?> kind, Resource<?> resource) {
        require(kind, kind.description().rules().write().orElse(Action.edit), resource);
    }

    void delete(Kind<?> kind, Resource<?> resource) {
        require(kind, kind.description().rules().write().orElse(Action.delete), resource);
    }

    void view(Kind<?> kind, Resource<?> resource) {
        require(kind, Action.view, resource);
    }

    /** Whether the caller may see it. */
    boolean sees(Kind<?> kind, Resource<?> resource) {
        Scope scope =
                access.scope(caller, Action.view, kind.description().rules().resource());
        return kind.ruleNames(resource).stream().anyMatch(scope::includes);
    }

    /** Which resources the caller may see; FORBIDDEN when none can be. */
    Scope visible(Kind<?> kind) {
        return access.requireScope(
                caller, Action.view, kind.description().rules().resource());
    }

    /** Refuses a name that does not exist like one that may not be seen, unless all may be. */
    void missing(Kind<?> kind, Action action) {
        Action needed = action == Action.view
                ? action
                : kind.description().rules().write().orElse(action);
        access.require(caller, Permission.on(needed, kind.description().rules().resource()));
    }

    private void require(Kind<?> kind, Action action, Resource<?> resource) {
        access.require(caller, needed(kind, action, resource).orElse(named(kind, action, kind.ruleName(resource))));
    }

    private boolean allows(Kind<?> kind, Action action, Resource<?> resource) {
        return needed(kind, action, resource).isPresent();
    }

    /** What the caller has of what would suffice; absent when that is nothing. */
    private Optional<Permission> needed(Kind<?> kind, Action action, Resource<?> resource) {
        return kind.ruleNames(resource).stream()
                .map(name -> named(kind, action, name))
                .filter(permission -> access.allows(caller, permission))
                .findFirst();
    }

    private static Permission named(Kind<?> kind, Action action, String name) {
        return Permission.on(action, kind.description().rules().resource(), name);
    }
}
