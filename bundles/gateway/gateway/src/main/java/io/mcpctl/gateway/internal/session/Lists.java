package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.FanOut;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import java.time.Duration;
import java.util.List;

/** Reads one list of several servers at the same time, for a session. */
public final class Lists {
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final byte[] ID = Messages.ascii("\"list\"");

    /** {@code complete}: no server was left out. */
    public record Listed(List<Element> elements, boolean complete) {}

    private Lists() {}

    /** The elements in the order of the links; a server that fails or is slow is left out. */
    public static Listed collect(ListKind kind, Session session, List<Link> links, String correlation) {
        List<List<Element>> lists = FanOut.ask(
                "list", links, Link::server, LIMIT, link -> one(kind, link, correlation), session::listsChanged);
        return new Listed(lists.stream().flatMap(List::stream).toList(), lists.size() == links.size());
    }

    /** Tasks come and go, and nobody tells. */
    private static List<Element> one(ListKind kind, Link link, String correlation) {
        return kind == ListKind.TASKS
                ? read(kind, link, correlation)
                : link.list(kind, () -> read(kind, link, correlation));
    }

    private static List<Element> read(ListKind kind, Link link, String correlation) {
        if (!link.handshake(correlation).offers(kind.capability())) {
            return List.of();
        }
        return Pages.read(
                kind,
                link.server(),
                cursor -> Envelope.scan(link.request(
                        cursor.map(raw -> Setup.params(kind.method(), "cursor", raw))
                                .orElseGet(() -> Messages.request(ID, kind.method(), Endpoint.EMPTY)),
                        LIMIT,
                        correlation)));
    }
}
