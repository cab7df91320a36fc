package io.mcpctl.identity.api;

import java.util.Optional;
import java.util.Set;

/**
 * An authenticated caller.
 *
 * @param name e-mail of a user; {@code admin} for the daemon's own token, {@code local} for an MCP client on loopback
 *     that sends no bearer, {@code system} for the daemon itself
 * @param userId id of the user; absent for the three special names
 * @param groups names of the groups the user belongs to
 * @param serviceAccount additional subject that the caller acts as
 * @param token the MCP token that was sent; then its bindings alone decide, not those of the user or the groups
 * @param unrestricted true for callers that no rule concerns (the three special names)
 */
public record Principal(
        String name,
        Optional<String> userId,
        Set<String> groups,
        Optional<String> serviceAccount,
        Optional<Token> token,
        boolean unrestricted) {

    /** The daemon itself. */
    public static final Principal SYSTEM = special("system");

    public Principal {
        groups = Set.copyOf(groups);
    }

    /**
     * A token bound to one project.
     *
     * @param name unique among the project's live tokens
     * @param project name of the only project it reaches
     * @param projectId id of that project
     * @param sha SHA-256 of the raw token, 64 hexadecimal digits: its name as a subject of rules
     */
    public record Token(String name, String project, String projectId, String sha) {}

    /** A caller that no rule concerns. */
    public static Principal special(String name) {
        return new Principal(name, Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), true);
    }

    /** A user with a session. */
    public static Principal user(String email, String id, Set<String> groups) {
        return new Principal(email, Optional.of(id), groups, Optional.empty(), Optional.empty(), false);
    }
}
