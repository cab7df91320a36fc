package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns what a proxy sends into entries. */
final class EventIntake {
    private static final int MAX_PAYLOAD = 64 * 1024;

    private EventIntake() {}

    /** @param trusted whether the caller may speak for other users */
    static List<Entry> entries(EventBatch batch, Principal caller, boolean trusted) {
        Instant now = Instant.now();
        List<Problem.Violation> violations = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < batch.events().size(); i++) {
            EventBatch.Event event = batch.events().get(i);
            int size = Texts.json(event.payload()).length();
            if (size > MAX_PAYLOAD) {
                violations.add(new Problem.Violation(
                        "[" + i + "].payload", size + " characters are too many; allowed are " + MAX_PAYLOAD));
            }
            Actor actor =
                    trusted ? new Actor(event.userName(), event.tokenName(), event.tokenSha()) : Actors.of(caller);
            entries.add(new Entry.Event(new AuditEvent(
                    event.timestamp().orElse(now),
                    event.sessionId(),
                    event.projectName(),
                    event.eventKind(),
                    event.source() == EventBatch.Origin.mcplocal
                            ? AuditEvent.Source.mcplocal
                            : AuditEvent.Source.client,
                    event.payload(),
                    event.correlationId(),
                    event.parentEventId(),
                    event.serverName(),
                    actor)));
        }
        if (!violations.isEmpty()) {
            Problem.Violation first = violations.getFirst();
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), violations), null);
        }
        return entries;
    }
}
