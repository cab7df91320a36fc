package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Range;
import java.util.List;

/** Users that rules can speak of together. */
public record GroupSpec(
        @Doc("What the group is for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("E-mail addresses of its members.") @Default("[]") @Range(max = 10000) @Linked
        List<String> members,

        @Doc("Everything the members may do by this group, and by which definition.") @Computed @Default("[]")
        List<AccessEntry> access) {

    GroupSpec with(List<String> others, List<AccessEntry> itsAccess) {
        return new GroupSpec(description, others, itsAccess);
    }
}
