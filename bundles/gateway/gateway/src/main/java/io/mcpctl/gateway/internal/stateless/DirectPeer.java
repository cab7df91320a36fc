package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.upstream.api.StatelessUpstream;

/** A server of the client's own era: everything passes byte for byte. */
public record DirectPeer(String server, StatelessUpstream upstream) implements Peer {
    @Override
    public boolean offers(String capability) {
        return true; // asking costs as little as asking whether to ask
    }

    @Override
    public boolean checksHeaders() {
        return upstream.passesHeaders();
    }

    @Override
    public byte[] request(Ask ask) {
        return upstream.request(ask.request().message(), ask.outgoing(), ask.limit(), ask.sink());
    }
}
