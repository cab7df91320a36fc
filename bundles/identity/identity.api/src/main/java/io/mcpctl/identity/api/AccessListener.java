package io.mcpctl.identity.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of every refusal by rules, on the thread of the request: must return quickly. Register one as a service. */
@ConsumerType
public interface AccessListener {
    /** @param missing what the caller would have needed */
    void denied(Principal caller, Permission missing);
}
