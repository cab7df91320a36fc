package io.mcpctl.audit.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something a user did to a resource. Requests to the REST interface are recorded by themselves; this is for what no
 * request tells, such as who logged in.
 *
 * @param userId id of the user; absent for the special names
 * @param userName e-mail, or one of the special names
 * @param action one word, such as {@code login}
 * @param resource plural of the kind, such as {@code users}
 * @param resourceId id of the resource
 * @param resourceName name of the resource
 * @param details texts, numbers, truth values, lists and maps of them; names of members, never their values
 */
public record AuditAction(
        Instant timestamp,
        Optional<String> userId,
        String userName,
        String action,
        String resource,
        Optional<String> resourceId,
        Optional<String> resourceName,
        Map<String, Object> details) {

    public AuditAction {
        details = Map.copyOf(details);
    }
}
