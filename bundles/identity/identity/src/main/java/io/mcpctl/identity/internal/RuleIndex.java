package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.identity.internal.Facts.Definition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@link Facts} arranged by subject, so that a decision is a few look-ups. Immutable. */
final class RuleIndex {
    static final RuleIndex NONE = new RuleIndex(Facts.NONE);

    private final Facts facts;
    private final Map<Subject, Grants> grants = new HashMap<>();
    private final Map<Subject, List<AccessEntry>> entries = new HashMap<>();
    private final Map<String, Set<String>> groupsOf = new HashMap<>();

    RuleIndex(Facts facts) {
        this.facts = facts;
        for (Definition definition : facts.definitions()) {
            for (Subject subject : new LinkedHashSet<>(definition.subjects())) {
                List<AccessEntry> known = entries.computeIfAbsent(subject, s -> new ArrayList<>());
                definition.bindings().forEach(b -> known.add(AccessEntry.of(b, definition.name(), Optional.empty())));
            }
        }
        entries.forEach((subject, list) -> grants.put(
                subject, Grants.of(list.stream().map(AccessEntry::binding).toList())));
        facts.groups()
                .forEach((group, members) -> members.forEach(email ->
                        groupsOf.computeIfAbsent(email, e -> new TreeSet<>()).add(group)));
    }

    Facts facts() {
        return facts;
    }

    /** In name order. */
    Set<String> groupsOf(String email) {
        return groupsOf.getOrDefault(email, Set.of());
    }

    boolean allows(Principal caller, Action action, String resource, Optional<String> name) {
        for (Grants each : grants(caller)) {
            if (each.allows(action, resource, name)) {
                return true;
            }
        }
        return false;
    }

    boolean allowsOperation(Principal caller, String operation) {
        for (Grants each : grants(caller)) {
            if (each.operations().contains(operation)) {
                return true;
            }
        }
        return false;
    }

    Scope scope(Principal caller, Action action, String resource) {
        Set<String> names = new HashSet<>();
        for (Grants each : grants(caller)) {
            if (each.allows(action, resource)) {
                return Scope.ALL;
            }
            names.addAll(each.names(action, resource));
        }
        return new Scope(false, names);
    }

    /** Whether the caller has everything that the binding gives. */
    boolean holds(Principal caller, Binding binding) {
        if (binding.action().isPresent()) {
            return allowsOperation(caller, binding.action().get());
        }
        return Words.actions(binding.role()).stream()
                .allMatch(action -> allows(caller, action, binding.resource().orElse(Words.ALL), binding.name()));
    }

    boolean administrator(Principal caller) {
        return grants(caller).stream().anyMatch(Grants::administrator);
    }

    /** Whether any account that can log in may change the rules. */
    boolean anyoneEditsRules() {
        return facts.users().stream()
                .filter(Facts.Person::usable)
                .map(u -> Principal.user(u.email(), u.id(), groupsOf(u.email())))
                .anyMatch(u -> allows(u, Action.edit, "rbac", Optional.empty()));
    }

    /** Bindings of the subject itself, in the order of the definitions' names. */
    List<AccessEntry> entries(Subject subject) {
        return List.copyOf(entries.getOrDefault(subject, List.of()));
    }

    /** Bindings of a user, the user's own first, then those of each group. */
    List<AccessEntry> access(String email) {
        List<AccessEntry> all = new ArrayList<>(entries(new Subject(Subject.Kind.User, email)));
        for (String group : groupsOf(email)) {
            entries(new Subject(Subject.Kind.Group, group))
                    .forEach(e -> all.add(AccessEntry.of(e.binding(), e.definition(), Optional.of(group))));
        }
        return List.copyOf(all);
    }

    /** Grants of the subjects that the caller is; of a token, those of the token alone. */
    private List<Grants> grants(Principal caller) {
        if (caller.token().isPresent()) {
            return of(Subject.Kind.McpToken, caller.token().get().sha());
        }
        List<Grants> all = new ArrayList<>(of(Subject.Kind.User, caller.name()));
        caller.groups().forEach(group -> all.addAll(of(Subject.Kind.Group, group)));
        caller.serviceAccount().ifPresent(account -> all.addAll(of(Subject.Kind.ServiceAccount, account)));
        return all;
    }

    private List<Grants> of(Subject.Kind kind, String name) {
        Grants known = grants.get(new Subject(kind, name));
        return known == null ? List.of() : List.of(known);
    }
}
