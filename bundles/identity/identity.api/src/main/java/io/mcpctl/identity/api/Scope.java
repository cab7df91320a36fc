package io.mcpctl.identity.api;

import java.util.Set;

/**
 * Which resources of one sort a caller reaches.
 *
 * @param all true when every one
 * @param names those, when not all; empty means none
 */
public record Scope(boolean all, Set<String> names) {
    public static final Scope ALL = new Scope(true, Set.of());

    public Scope {
        names = Set.copyOf(names);
    }

    public boolean includes(String name) {
        return all || names.contains(name);
    }

    public boolean isNone() {
        return !all && names.isEmpty();
    }
}
