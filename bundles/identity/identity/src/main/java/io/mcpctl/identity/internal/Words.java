package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of rules. Resources are those of the kinds that are registered, so that a plug-in's kind can be named as soon
 * as it is there.
 */
final class Words {
    static final String ALL = "*";

    static final List<String> ROLES = List.of("edit", "view", "create", "delete", "run", "expose");

    static final List<String> OPERATIONS = List.of(
            "impersonate", "logs", "backup", "restore", "audit-purge", "migrate-secrets", "rotate-secretbackend");

    /** Resources that rules may speak of though they are no kinds, or before their kinds are there, by singular. */
    private static final Map<String, String> ANNOUNCED =
            Map.of("template", "templates", "llm", "llms", "agent", "agents", "plugin", "plugins");

    private static final Map<String, Set<Action>> ACTIONS = Map.of(
            "edit", EnumSet.of(Action.view, Action.create, Action.delete, Action.edit, Action.expose),
            "view", EnumSet.of(Action.view),
            "create", EnumSet.of(Action.create),
            "delete", EnumSet.of(Action.delete),
            "run", EnumSet.of(Action.run),
            "expose", EnumSet.of(Action.expose, Action.view));

    private final Map<String, String> resources = new TreeMap<>(ANNOUNCED);
    private final Set<String> scoped = new HashSet<>();

    private Words() {
        ANNOUNCED.values().forEach(plural -> resources.put(plural, plural));
    }

    static Words of(Collection<ResourceKind<?>> kinds) {
        Words words = new Words();
        kinds.forEach(words::add);
        return words;
    }

    /** A kind whose rules speak of another one, as those of attachments do of projects, has no word of its own. */
    private void add(ResourceKind<?> kind) {
        String resource = kind.rules().resource();
        if (!resource.equals(kind.plural()) && !resource.equals(kind.name())) {
            return;
        }
        kind.aliases().forEach(alias -> resources.putIfAbsent(alias, resource));
        for (String word : List.of(kind.name(), kind.plural(), resource)) {
            resources.put(word, resource);
        }
        if (kind.naming() instanceof Naming.Scoped) {
            scoped.add(resource);
        }
    }

    /** These and what the bindings say already: a rule outlives the kind it speaks of. */
    Words and(Collection<Binding> bindings) {
        bindings.forEach(binding -> binding.resource().ifPresent(word -> resources.putIfAbsent(word, word)));
        return this;
    }

    /** What a role permits; nothing for words that are no role. */
    static Set<Action> actions(String role) {
        return ACTIONS.getOrDefault(role, Set.of());
    }

    /** The resource that a word means, such as {@code servers} by {@code server}; empty when it is not known. */
    Optional<String> resource(String word) {
        return word.equals(ALL) ? Optional.of(ALL) : Optional.ofNullable(resources.get(word));
    }

    /** Names that are unique in a scope only are written {@code <scope>/<name>}; without it, for every scope. */
    String inEveryScope(String resource, String name) {
        return scoped.contains(resource) ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    /** What the binding would be for every scope. */
    Binding inEveryScope(Binding binding) {
        return new Binding(
                binding.role(),
                binding.resource(),
                binding.name().map(name -> inEveryScope(binding.resource().orElse(ALL), name)),
                binding.action());
    }

    /** The resources, for people. */
    String allowed() {
        return ALL + ", " + String.join(", ", new TreeSet<>(resources.values()));
    }

    /** The bindings of an administrator. */
    static List<Binding> everything() {
        List<Binding> all = new ArrayList<>(List.of(Binding.on("edit", ALL), Binding.on("run", ALL)));
        OPERATIONS.forEach(operation -> all.add(Binding.operation(operation)));
        return List.copyOf(all);
    }
}
