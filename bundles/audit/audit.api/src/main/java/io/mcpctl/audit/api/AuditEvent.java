package io.mcpctl.audit.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in a session. It tells names, sizes and times, never arguments or results of tools.
 *
 * @param timestamp when it happened
 * @param sessionId of the MCP session; empty when there is none
 * @param projectName of the project; empty when there is none
 * @param kind such as {@code tool_call_trace}; kinds that nobody knows are stored too
 * @param source who says so
 * @param payload what the kind tells: texts, numbers, truth values, lists and maps of them
 * @param correlationId shared by all events of one request of a client
 * @param parentEventId the event that caused this one
 * @param serverName of the MCP server that was concerned
 * @param actor on whose behalf
 */
public record AuditEvent(
        Instant timestamp,
        String sessionId,
        String projectName,
        String kind,
        Source source,
        Map<String, Object> payload,
        Optional<String> correlationId,
        Optional<String> parentEventId,
        Optional<String> serverName,
        Actor actor) {

    /** Outcome of an access check. */
    public static final String RBAC_DECISION = "rbac_decision";
    /** A session came into being. */
    public static final String SESSION_BIND = "session_bind";
    /** One call of a tool. */
    public static final String TOOL_CALL_TRACE = "tool_call_trace";

    public AuditEvent {
        payload = Map.copyOf(payload);
    }

    /** Who says that it happened. */
    public enum Source {
        /** A claim of the client or its model. */
        client,
        /** Measured or done by the proxy. */
        mcplocal,
        /** Measured or done by the control plane. */
        mcpd;

        /** Whether it is more than a claim. */
        public boolean verified() {
            return this != client;
        }
    }

    /**
     * On whose behalf something happened.
     *
     * @param userName e-mail, or one of the special names
     * @param tokenName name of the token that was sent
     * @param tokenSha SHA-256 of that token, 64 hexadecimal digits
     */
    public record Actor(Optional<String> userName, Optional<String> tokenName, Optional<String> tokenSha) {
        /** Nobody in particular. */
        public static final Actor NOBODY = new Actor(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
