package io.mcpctl.observe.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Counts calls of tools. Returns at once and never fails; safe for concurrent use. */
@ProviderType
public interface CallMetrics {
    /**
     * One call was answered.
     *
     * @param server name of the server; empty when the call reached none
     * @param ok false for a JSON-RPC error and for a result that says it is an error
     */
    void called(String server, boolean ok, Duration took);
}
