package io.mcpctl.identity.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a request needs. New cases may be added in a minor version: a {@code switch} needs a {@code default}. */
public interface Permission {
    /** Nothing, not even a bearer. */
    Permission ANYONE = new Anyone();

    /** A valid bearer. */
    Permission AUTHENTICATED = new Authenticated();

    /** See {@link #ANYONE}. */
    record Anyone() implements Permission {}

    /** See {@link #AUTHENTICATED}. */
    record Authenticated() implements Permission {}

    /**
     * An action on resources of one sort.
     *
     * @param resource plural, such as {@code servers}
     * @param name which one; without it a rule for single names does not suffice
     */
    record OnResource(Action action, String resource, Optional<String> name) implements Permission {
        @Override
        public String toString() {
            return action + " on " + resource + name.map(n -> "/" + n).orElse("");
        }
    }

    /** An operation that no action on resources includes, such as {@code logs}. */
    record Operation(String operation) implements Permission {
        @Override
        public String toString() {
            return "operation " + operation;
        }
    }

    /** Every one of them. */
    record AllOf(List<Permission> parts) implements Permission {
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Permission::toString).collect(Collectors.joining(" and "));
        }
    }

    /** One of them suffices. */
    record AnyOf(List<Permission> parts) implements Permission {
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Permission::toString).collect(Collectors.joining(" or "));
        }
    }

    static Permission on(Action action, String resource) {
        return new OnResource(action, resource, Optional.empty());
    }

    static Permission on(Action action, String resource, String name) {
        return new OnResource(action, resource, Optional.of(name));
    }
}
