package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import java.sql.Connection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes of one transaction: all of it is durable when the work returns, nothing of it when it throws. For
 * the thread that was given it, and only until the work returns.
 */
@ProviderType
public interface Transaction extends ResourceStore {
    /** On whose behalf. */
    Principal caller();

    /**
     * The connection, for tables that are no kind of their own. Must not be committed, rolled back or closed; a {@code
     * SQLException} may be thrown as the cause of a problem, its text must not be shown.
     */
    Connection connection();
}
