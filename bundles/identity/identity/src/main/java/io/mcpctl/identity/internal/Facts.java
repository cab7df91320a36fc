package io.mcpctl.identity.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that decisions follow from, as it is stored or as it would be after a change. Immutable.
 *
 * @param groups members of each group, by e-mail
 */
record Facts(List<Person> users, Map<String, Set<String>> groups, List<Definition> definitions) {
    static final Facts NONE = new Facts(List.of(), Map.of(), List.of());

    /** @param usable whether the account has a password */
    record Person(String id, String email, boolean usable) {}

    /** A stored definition. */
    record Definition(String name, List<Subject> subjects, List<Binding> bindings) {}

    Facts {
        users = List.copyOf(users);
        groups = Map.copyOf(groups);
        definitions = List.copyOf(definitions);
    }

    Optional<Definition> definition(String name) {
        return definitions.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    Facts withDefinition(Definition definition) {
        List<Definition> others =
                new ArrayList<>(withoutDefinition(definition.name()).definitions());
        others.add(definition);
        return new Facts(users, groups, others);
    }

    Facts withoutDefinition(String name) {
        return new Facts(
                users,
                groups,
                definitions.stream().filter(d -> !d.name().equals(name)).toList());
    }

    Facts withGroup(String name, Set<String> members) {
        Map<String, Set<String>> others = new TreeMap<>(groups);
        others.put(name, Set.copyOf(members));
        return new Facts(users, others, definitions);
    }

    Facts withoutGroup(String name) {
        Map<String, Set<String>> others = new TreeMap<>(groups);
        others.remove(name);
        return new Facts(users, others, definitions);
    }

    Facts withoutUser(String email) {
        return new Facts(users.stream().filter(u -> !u.email().equals(email)).toList(), groups, definitions);
    }
}
