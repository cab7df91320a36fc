package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;

/** Takes what a server sends while a request of the client is under way. */
public interface Outlet {
    /** False when it cannot take the message: it has to find another way. */
    boolean event(Envelope message);
}
