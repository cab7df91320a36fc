package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Doc;
import java.util.Optional;

/** One binding that somebody has, and where it comes from. */
public record AccessEntry(
        @Doc("Role of the binding.") String role,

        @Doc("Resource word, unless it is an operation.") Optional<String> resource,

        @Doc("Which one; absent means all.") Optional<String> name,

        @Doc("Operation, unless it is a resource.") Optional<String> action,

        @Doc("Definition that holds the binding.") String definition,

        @Doc("Group it is inherited from; absent when it is the subject's own.")
        Optional<String> group) {

    static AccessEntry of(Binding binding, String definition, Optional<String> group) {
        return new AccessEntry(binding.role(), binding.resource(), binding.name(), binding.action(), definition, group);
    }

    Binding binding() {
        return new Binding(role, resource, name, action);
    }
}
