package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Doc;

/** Whom a definition speaks of. */
public record Subject(
        @Doc("User, Group, ServiceAccount or McpToken.") Kind kind,

        @Doc("E-mail address, name of the group or account, or SHA-256 of the token.")
        String name) {

    /** Sorts of subjects. */
    public enum Kind {
        User,
        Group,
        ServiceAccount,
        McpToken
    }
}
