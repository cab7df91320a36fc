package io.mcpctl.observe.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Counts calls. Returns at once and never fails; safe for concurrent use. */
@ProviderType
public interface CallMetrics {
    /**
     * One call was answered.
     *
     * @param server name of the server; empty when the call reached none
     * @param ok false for a JSON-RPC error and for a result that says it is an error
     */
    void called(String server, boolean ok, Duration took);

    /**
     * One request of a client was answered by an instance: calls of tools and all others.
     *
     * @param instance name of the instance
     * @param ok false for a JSON-RPC error, for a result that says it is an error, and when there was no answer
     */
    default void answered(String instance, boolean ok, Duration took) {}
}
