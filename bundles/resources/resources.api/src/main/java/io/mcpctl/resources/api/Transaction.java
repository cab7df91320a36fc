package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import java.sql.Connection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes of one transaction: all of it is durable when the work returns, nothing of it when it throws. For
 * the thread that was given it, and only until the work returns.
 */
@ProviderType
public interface Transaction extends ResourceStore {
    /** On whose behalf. */
    Principal caller();

    /** Whether nothing of it will be kept: what the database cannot undo must not be done. */
    default boolean dryRun() {
        return false;
    }

    /** First value of a query parameter of the request behind it, such as {@code force}; empty when there is none. */
    default Optional<String> parameter(String name) {
        return Optional.empty();
    }

    /** Tells the caller, in the header {@code X-Mcpctl-Warning}, what did not keep the request from succeeding. */
    default void warn(String sentence) {}

    /**
     * The connection, for tables that are no kind of their own. Must not be committed, rolled back or closed; a {@code
     * SQLException} may be thrown as the cause of a problem, its text must not be shown.
     */
    Connection connection();
}
