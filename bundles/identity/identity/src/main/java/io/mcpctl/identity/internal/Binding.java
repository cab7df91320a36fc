package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Doc;
import java.util.Optional;

/** A role on resources, or one operation. Resource words are stored in plural. */
public record Binding(
        @Doc("edit, view, create, delete, run or expose; run with an action grants that operation.")
        String role,

        @Doc("Resource word such as servers, or * for all of them.")
        Optional<String> resource,

        @Doc("Which one; absent means all.") Optional<String> name,

        @Doc("Operation: impersonate, logs, backup, restore, audit-purge, migrate-secrets or rotate-secretbackend.")
        Optional<String> action) {

    static Binding on(String role, String resource) {
        return new Binding(role, Optional.of(resource), Optional.empty(), Optional.empty());
    }

    static Binding on(String role, String resource, String name) {
        return new Binding(role, Optional.of(resource), Optional.of(name), Optional.empty());
    }

    static Binding operation(String operation) {
        return new Binding("run", Optional.empty(), Optional.empty(), Optional.of(operation));
    }

    /** As people write it: {@code delete:secrets}, {@code expose:projects:demo}, {@code operation backup}. */
    @Override
    public String toString() {
        return action.map(operation -> "operation " + operation)
                .orElseGet(() -> role + ":" + resource.orElse("")
                        + name.map(n -> ":" + n).orElse(""));
    }
}
