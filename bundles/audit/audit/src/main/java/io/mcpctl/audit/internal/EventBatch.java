package io.mcpctl.audit.internal;

import io.mcpctl.resources.api.ArrayBody;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a proxy sends: an array of events. */
@ArrayBody(tolerant = true)
record EventBatch(
        @Doc("The events, oldest first.") @Range(max = 500) List<Event> events) {

    /** One event as sent. */
    record Event(
            @Doc("When it happened; absent: now.") Optional<Instant> timestamp,

            @Doc("Session it belongs to.") @Range(min = 1, max = 200)
            String sessionId,

            @Doc("Project of the session.") @Default("\"\"") @Range(max = 200)
            String projectName,

            @Doc("What sort of event; unknown ones are stored too.") @Range(min = 1, max = 100)
            String eventKind,

            @Doc("client for what the client claims, mcplocal for what the proxy measured or did.")
            @Default("\"client\"")
            Origin source,

            @Doc("Ignored: it follows from the source.") Optional<Boolean> verified,

            @Doc("What the kind tells; at most 64 KiB.") @Default("{}")
            Map<String, Object> payload,

            @Doc("Shared by all events of one request.") @Range(max = 200)
            Optional<String> correlationId,

            @Doc("Event that caused this one.") @Range(max = 200)
            Optional<String> parentEventId,

            @Doc("Server that was concerned.") @Range(max = 200)
            Optional<String> serverName,

            @Doc("On whose behalf; the caller, unless the caller may view rbac.") @Range(max = 320)
            Optional<String> userName,

            @Doc("Token that was sent.") @Range(max = 200) Optional<String> tokenName,
            @Doc("SHA-256 of that token.") @Range(max = 64) Optional<String> tokenSha) {}

    /** Sources that others may speak for. */
    enum Origin {
        client,
        mcplocal
    }
}
