package io.mcpctl.identity.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Told what was decided about requests, on their threads: must return quickly. Register one as a service. */
@ConsumerType
public interface AccessListener {
    /** @param missing what the caller would have needed */
    void denied(Principal caller, Permission missing);

    /** @param needed what the request needed, and the caller has */
    default void allowed(Principal caller, Permission needed) {}
}
