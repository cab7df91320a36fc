package io.mcpctl.servers.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the instances do, from memory: it answers while the database is away. Safe for concurrent use. */
@ProviderType
public interface InstanceBoard {
    /**
     * All of them in name order: this daemon's as they are now, with what their orchestrators measure; those of other
     * daemons on the same database as the database had them at most two seconds ago.
     */
    List<Entry> instances();

    /** Whether the default orchestrator can start something now; returns within two seconds. */
    boolean orchestratorReady();

    /**
     * One instance.
     *
     * @param id empty as long as it is not stored
     * @param foreign whether another daemon runs it
     */
    record Entry(String id, String name, InstanceSpec spec, boolean foreign) {
        /** One of this daemon. */
        public Entry(String id, String name, InstanceSpec spec) {
            this(id, name, spec, false);
        }
    }
}
