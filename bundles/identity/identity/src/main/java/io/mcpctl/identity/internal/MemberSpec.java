package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Ref;

/** A user in a group, as the table of memberships holds it. */
public record MemberSpec(
        @Ref("group") String group, @Ref("user") String user) {}
