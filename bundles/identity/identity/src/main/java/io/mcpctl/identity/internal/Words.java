package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Action;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of rules. */
final class Words {
    static final String ALL = "*";

    static final List<String> ROLES = List.of("edit", "view", "create", "delete", "run", "expose");

    static final List<String> OPERATIONS = List.of(
            "impersonate", "logs", "backup", "restore", "audit-purge", "migrate-secrets", "rotate-secretbackend");

    static final List<String> RESOURCES = List.of(
            ALL,
            "servers",
            "instances",
            "secrets",
            "secretbackends",
            "projects",
            "templates",
            "users",
            "groups",
            "rbac",
            "prompts",
            "promptrequests",
            "llms",
            "agents",
            "mcptokens");

    private static final Map<String, Set<Action>> ACTIONS = Map.of(
            "edit", EnumSet.of(Action.view, Action.create, Action.delete, Action.edit, Action.expose),
            "view", EnumSet.of(Action.view),
            "create", EnumSet.of(Action.create),
            "delete", EnumSet.of(Action.delete),
            "run", EnumSet.of(Action.run),
            "expose", EnumSet.of(Action.expose, Action.view));

    private Words() {}

    /** What a role permits; nothing for words that are no role. */
    static Set<Action> actions(String role) {
        return ACTIONS.getOrDefault(role, Set.of());
    }

    /** The plural of a resource word; empty when it is not known. */
    static Optional<String> resource(String word) {
        if (word.startsWith("rbac-definition")) {
            return Optional.of("rbac").filter(w -> word.equals("rbac-definition") || word.equals("rbac-definitions"));
        }
        return RESOURCES.contains(word)
                ? Optional.of(word)
                : Optional.of(word + "s").filter(RESOURCES::contains);
    }

    /** The bindings of an administrator. */
    static List<Binding> everything() {
        List<Binding> all = new java.util.ArrayList<>(List.of(Binding.on("edit", ALL), Binding.on("run", ALL)));
        OPERATIONS.forEach(operation -> all.add(Binding.operation(operation)));
        return List.copyOf(all);
    }
}
