package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.catalogue.Offer;
import io.mcpctl.gateway.internal.catalogue.OfferedTools;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.StatelessEndpoint;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.projects.api.Projects;

/** One server, transparently. */
public final class StatelessServer implements StatelessEndpoint {
    private final Peers peers;
    private final Projects projects;

    public StatelessServer(Peers peers, Projects projects) {
        this.peers = peers;
        this.projects = projects;
    }

    @Override
    public byte[] answer(Ask ask) {
        String server = ask.route().name();
        ask.goesTo(server);
        Offer offer = Offer.ofServer(ask.route(), projects);
        if (ask.method().equals("tools/call")) {
            OfferedTools.check(offer, server, ask.request());
        }
        byte[] answer = peers.request(server, ask);
        return switch (ask.method()) {
            case "server/discover" -> discovered(answer);
            case "tools/list" -> OfferedTools.only(offer, server, answer);
            default -> answer;
        };
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
