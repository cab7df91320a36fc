package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;

/** One server, transparently. */
final class StatelessServer implements StatelessEndpoint {
    private final Peers peers;

    StatelessServer(Peers peers) {
        this.peers = peers;
    }

    @Override
    public byte[] answer(Ask ask) {
        String server = ask.route().name();
        ask.goesTo(server);
        byte[] answer = peers.request(server, ask);
        return ask.request().is(Member.METHOD, "\"server/discover\"") ? discovered(answer) : answer;
    }

    /** Revisions that the gateway does not know cannot be used through it. */
    private static byte[] discovered(byte[] answer) {
        Envelope read = Envelope.scan(answer);
        return read.is(Member.RESULT_SUPPORTED_VERSIONS, Rules.SUPPORTED)
                ? answer
                : read.with(Member.RESULT_SUPPORTED_VERSIONS, Rules.SUPPORTED);
    }

    @Override
    public void notification(Caller caller, Route route, Envelope notification) {
        peers.notify(caller, route.name(), notification.message());
    }
}
