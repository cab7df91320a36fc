package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent.Source;
import io.mcpctl.resources.api.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the routes answer. */
final class Views {
    private Views() {}

    /** One row of the action log. */
    record LogView(
            String id,
            @Doc("Id of the user, while the user exists.") Optional<String> userId,
            @Doc("E-mail of the user, or a special name.") String userName,

            @Doc("One word: create, update, delete, approve, rotate ...")
            String action,

            @Doc("Plural of the kind.") String resource,
            Optional<String> resourceId,
            Optional<String> resourceName,

            @Doc("method, path, status, changed member names, request id.")
            Map<String, Object> details,

            Instant createdAt) {}

    /** Some rows of the action log, newest first. */
    record LogPage(List<LogView> items, long total, int limit, int offset) {}

    /** One event. */
    record EventView(
            String id,
            Instant timestamp,
            String sessionId,
            String projectName,
            String eventKind,
            Source source,
            @Doc("False for what a client merely claims.") boolean verified,
            Map<String, Object> payload,
            Optional<String> correlationId,
            Optional<String> parentEventId,
            Optional<String> serverName,
            Optional<String> userName,
            Optional<String> tokenName,
            Optional<String> tokenSha) {}

    /** Some events, newest first. */
    record EventPage(List<EventView> items, long total, int limit, int offset) {}

    /** One session, as its events tell. */
    record SessionView(
            String sessionId,
            String projectName,
            Optional<String> userName,
            Instant firstSeen,
            Instant lastSeen,
            long eventCount,
            List<String> eventKinds) {}

    /** Some sessions, latest first. */
    record SessionPage(List<SessionView> items, long total, int limit, int offset) {}

    /** How many rows were stored. */
    record Inserted(int inserted) {}

    /** How many rows were deleted. */
    record Deleted(long deleted) {}
}
