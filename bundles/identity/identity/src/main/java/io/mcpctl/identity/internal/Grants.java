package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Action;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one subject may do, ready to be asked. Immutable.
 *
 * @param everywhere bindings without a name
 * @param named names of the bindings with one
 */
record Grants(Set<Key> everywhere, Map<Key, Set<String>> named, Set<String> operations) {
    static final Grants NONE = new Grants(Set.of(), Map.of(), Set.of());

    /** An action on a sort of resource. */
    record Key(Action action, String resource) {}

    static Grants of(Collection<Binding> bindings) {
        Set<Key> everywhere = new HashSet<>();
        Map<Key, Set<String>> named = new HashMap<>();
        Set<String> operations = new HashSet<>();
        for (Binding binding : bindings) {
            binding.action().ifPresent(operations::add);
            binding.resource().ifPresent(resource -> {
                for (Action action : Words.actions(binding.role())) {
                    Key key = new Key(action, resource);
                    binding.name()
                            .ifPresentOrElse(
                                    name -> named.computeIfAbsent(key, k -> new HashSet<>())
                                            .add(name),
                                    () -> everywhere.add(key));
                }
            });
        }
        return new Grants(Set.copyOf(everywhere), Map.copyOf(named), Set.copyOf(operations));
    }

    /** All of a sort. */
    boolean allows(Action action, String resource) {
        return everywhere.contains(new Key(action, resource)) || everywhere.contains(new Key(action, Words.ALL));
    }

    boolean allows(Action action, String resource, Optional<String> name) {
        return allows(action, resource)
                || name.isPresent() && names(action, resource).contains(name.get());
    }

    Set<String> names(Action action, String resource) {
        return named.getOrDefault(new Key(action, resource), Set.of());
    }

    /** Holds {@code edit:*} and {@code run:*}. */
    boolean administrator() {
        return everywhere.contains(new Key(Action.edit, Words.ALL))
                && everywhere.contains(new Key(Action.run, Words.ALL));
    }
}
