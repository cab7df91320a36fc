package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list of one server to its last page. */
final class Pages {
    private static final int MAX_PAGES = 100;

    private Pages() {}

    /** {@code ask} gets the cursor of the page that is wanted, raw, and returns the server's answer. */
    static List<Element> read(ListKind kind, String server, Function<Optional<byte[]>, Envelope> ask) {
        List<Element> elements = new ArrayList<>();
        Optional<byte[]> cursor = Optional.empty();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Envelope page = ask.apply(cursor);
            if (!page.has(Member.RESULT)) {
                return unsupported(kind, server, page, elements);
            }
            page.span(Member.RESULT)
                    .flatMap(result -> Json.member(page.message(), result, kind.key()))
                    .ifPresent(array -> add(kind, server, page, array, elements));
            if (page.text(Member.RESULT_NEXT_CURSOR).isEmpty()) {
                break;
            }
            cursor = page.raw(Member.RESULT_NEXT_CURSOR);
        }
        return elements;
    }

    /** Servers with resources need not have templates. */
    private static List<Element> unsupported(ListKind kind, String server, Envelope error, List<Element> none) {
        if (error.is(Member.ERROR_CODE, "-32601")) {
            return none;
        }
        throw new ProblemException(
                ProblemKind.UPSTREAM, "server \"" + server + "\" answered " + kind.method() + " with an error");
    }

    private static void add(ListKind kind, String server, Envelope page, Span array, List<Element> elements) {
        for (Span span : Json.elements(page.message(), array)) {
            Json.member(page.message(), span, kind.identity())
                    .flatMap(value -> Json.text(page.message(), value))
                    .ifPresent(name -> elements.add(new Element(server, name, page, span)));
        }
    }
}
