package io.mcpctl.store.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears what other daemons on the same database tell: register one as a service. Called by one thread at a time. */
@ConsumerType
public interface NeighbourListener {
    /** A text that another daemon told, in the order of the commits. Must not throw. */
    void told(String text);

    /** Texts may have been lost, since the database could not be reached for a while. */
    void missed();
}
