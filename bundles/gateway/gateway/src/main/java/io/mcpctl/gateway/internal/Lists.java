package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import java.time.Duration;
import java.util.List;

/** Reads one list of several servers at the same time, for a session. */
final class Lists {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final byte[] ID = Messages.ascii("\"list\"");

    private Lists() {}

    /** The elements in the order of the links; a server that fails or is slow is left out. */
    static List<Element> collect(ListKind kind, Session session, List<Link> links) {
        return FanOut.ask("list", links, Link::server, LIMIT, link -> read(kind, link), session::listsChanged).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Element> read(ListKind kind, Link link) {
        if (!link.handshake().offers(kind.capability())) {
            return List.of();
        }
        return Pages.read(
                kind,
                link.server(),
                cursor -> Envelope.scan(link.request(
                        cursor.map(raw -> Setup.params(kind.method(), "cursor", raw))
                                .orElseGet(() -> Messages.request(ID, kind.method(), Endpoint.EMPTY)),
                        LIMIT)));
    }
}
