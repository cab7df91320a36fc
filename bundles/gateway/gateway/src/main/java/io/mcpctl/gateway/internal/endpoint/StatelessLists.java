package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.FanOut;
import io.mcpctl.gateway.internal.message.Freshness;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.session.Lists;
import io.mcpctl.gateway.internal.session.Pages;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Peer;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one list of several servers at the same time, for a client of the stateless era. */
final class StatelessLists {
    private static final byte[] ID = Messages.ascii("\"list\"");

    private final Peers peers;

    /** {@code freshness} is that of the list that is soonest out of date. */
    record Listed(List<Element> elements, Freshness freshness) {}

    StatelessLists(Peers peers) {
        this.peers = peers;
    }

    /** The elements in the order of the servers; one that fails or is slow is left out. */
    Listed collect(ListKind kind, Ask ask, List<String> servers) {
        List<Listed> lists =
                FanOut.ask("list", servers, server -> server, Lists.LIMIT, server -> one(kind, ask, server), () -> {});
        Freshness freshness = lists.size() < servers.size()
                ? Freshness.UNKNOWN
                : lists.stream().map(Listed::freshness).reduce(Freshness.LONGEST, Freshness::and);
        return new Listed(
                lists.stream().flatMap(list -> list.elements().stream()).toList(), freshness);
    }

    private Listed one(ListKind kind, Ask ask, String server) {
        return read(kind, ask, peers.peer(server, ask));
    }

    static Listed read(ListKind kind, Ask ask, Peer peer) {
        if (!peer.offers(kind.capability())) {
            return new Listed(List.of(), Freshness.LONGEST);
        }
        Freshness[] freshness = {Freshness.LONGEST};
        List<Element> elements = Pages.read(kind, peer.server(), cursor -> {
            Envelope page = Envelope.scan(peer.request(ask.with(request(kind, ask, cursor), ahead -> {})));
            if (page.has(Member.RESULT)) {
                freshness[0] = freshness[0].and(Freshness.of(page));
            }
            return page;
        });
        return new Listed(elements, freshness[0]);
    }

    /** The client's own words about itself, whatever it asked for. */
    private static byte[] request(ListKind kind, Ask ask, Optional<byte[]> cursor) {
        Map<String, byte[]> meta = Rewrite.members(ask.request(), Member.PARAMS_META);
        meta.remove("progressToken");
        byte[] object = Rewrite.object(meta);
        Map<String, byte[]> params =
                cursor.isPresent() ? Map.of("_meta", object, "cursor", cursor.get()) : Map.of("_meta", object);
        return Messages.request(ID, kind.method(), Rewrite.object(params));
    }
}
