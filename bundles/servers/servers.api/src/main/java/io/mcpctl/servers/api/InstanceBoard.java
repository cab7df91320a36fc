package io.mcpctl.servers.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the instances of this daemon do, from memory: it answers while the database is away. Safe for concurrent use. */
@ProviderType
public interface InstanceBoard {
    /** All of them in name order, with what their orchestrators measure. */
    List<Entry> instances();

    /** Whether the default orchestrator can start something now; returns within two seconds. */
    boolean orchestratorReady();

    /**
     * One instance.
     *
     * @param id empty as long as it is not stored
     */
    record Entry(String id, String name, InstanceSpec spec) {}
}
