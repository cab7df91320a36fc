package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;

/** What an endpoint does with the messages of clients of the stateless era. */
interface StatelessEndpoint {
    /** Answers a request; blocks. Interruption of the thread cancels it. */
    byte[] answer(Ask ask);

    void notification(Route route, Envelope notification);
}
