package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Hidden;
import io.mcpctl.resources.api.Range;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what.
 *
 * @param tokenId the MCP token it was made for, with which it goes
 */
public record RbacSpec(
        @Doc("Users, groups, service accounts and tokens that the bindings are for.") @Default("[]") @Range(max = 10000)
        List<Subject> subjects,

        @Doc("What they may do.") @Default("[]") @Range(max = 1000)
        List<Binding> roleBindings,

        @Doc("Token it belongs to.") @Hidden Optional<String> tokenId) {

    RbacSpec(List<Subject> subjects, List<Binding> roleBindings) {
        this(subjects, roleBindings, Optional.empty());
    }

    RbacSpec with(List<Subject> others, List<Binding> bindings) {
        return new RbacSpec(others, bindings, tokenId);
    }
}
