package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;

/** What an endpoint does with the messages of clients of the stateless era. */
public interface StatelessEndpoint {
    /** Answers a request; blocks. Interruption of the thread cancels it. */
    byte[] answer(Ask ask);

    /** Takes a notification that is no matter of the transport itself. */
    void notification(Caller caller, Route route, Envelope notification);
}
