package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;

/** One row to be. */
sealed interface Entry {
    /** A row of the event store. */
    record Event(AuditEvent event) implements Entry {}

    /** A row of the action log. */
    record Action(AuditAction action) implements Entry {}
}
