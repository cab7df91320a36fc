package io.mcpctl.audit.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes what is to be remembered. Returns at once and never fails: what cannot be stored in time is dropped, oldest
 * first, and counted. Safe for concurrent use; entries of one thread keep their order.
 */
@ProviderType
public interface AuditTrail {
    void record(AuditEvent event);

    void record(AuditAction action);

    /** How many entries were dropped since the start. */
    long dropped();
}
