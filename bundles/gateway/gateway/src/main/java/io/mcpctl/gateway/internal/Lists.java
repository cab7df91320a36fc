package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one list of several servers at the same time, each to its last page. */
final class Lists {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_PAGES = 100;
    private static final byte[] ID = Messages.ascii("\"list\"");
    private static final byte[] NO_PARAMS = Messages.ascii("{}");

    private Lists() {}

    /** The elements in the order of the links; a server that fails or is slow is left out. */
    static List<Element> collect(ListKind kind, Session session, List<Link> links) {
        return FanOut.ask("list", links, LIMIT, link -> read(kind, link), session::listsChanged).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Element> read(ListKind kind, Link link) {
        List<Element> elements = new ArrayList<>();
        if (!link.handshake().offers(kind.capability())) {
            return elements;
        }
        byte[] request = Messages.request(ID, kind.method(), NO_PARAMS);
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Envelope page = Envelope.scan(link.request(request, LIMIT));
            if (!page.has(Member.RESULT)) {
                return unsupported(kind, link, page, elements);
            }
            page.span(kind.member()).ifPresent(array -> add(kind, link, page, array, elements));
            Optional<byte[]> cursor = page.text(Member.RESULT_NEXT_CURSOR).isEmpty()
                    ? Optional.empty()
                    : page.raw(Member.RESULT_NEXT_CURSOR);
            if (cursor.isEmpty()) {
                break;
            }
            request = Setup.params(kind.method(), "cursor", cursor.get());
        }
        return elements;
    }

    /** Servers with resources need not have templates. */
    private static List<Element> unsupported(ListKind kind, Link link, Envelope error, List<Element> none) {
        if (error.is(Member.ERROR_CODE, "-32601")) {
            return none;
        }
        throw new ProblemException(
                ProblemKind.UPSTREAM, "server \"" + link.server() + "\" answered " + kind.method() + " with an error");
    }

    private static void add(ListKind kind, Link link, Envelope page, Span array, List<Element> elements) {
        for (Span span : Json.elements(page.message(), array)) {
            Json.member(page.message(), span, kind.identity())
                    .flatMap(value -> Json.text(page.message(), value))
                    .ifPresent(name -> elements.add(new Element(link.server(), name, page, span)));
        }
    }
}
