package io.mcpctl.observe.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Somebody who has MCP sessions of clients: register it as a service. */
@ConsumerType
public interface SessionSource {
    /** How many there are now; answers from memory. */
    int sessions();
}
