package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a list of one server to its last page. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final int MAX_PAGES = 100;
    private static final int MAX_TOLD = 5;

    private Pages() {}

    /** {@code ask} gets the cursor of the page that is wanted, raw, and returns the server's answer. */
    public static List<Element> read(ListKind kind, String server, Function<Optional<byte[]>, Envelope> ask) {
        List<Element> elements = new ArrayList<>();
        Optional<byte[]> cursor = Optional.empty();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Envelope page = ask.apply(cursor);
            if (!page.has(Member.RESULT)) {
                return unsupported(kind, server, page, elements);
            }
            Span array = page.span(Member.RESULT)
                    .flatMap(result -> Json.member(page.message(), result, kind.key()))
                    .filter(value -> page.message()[value.start()] == '[')
                    .orElseThrow(() -> invalid(kind, server, "no array \"" + kind.key() + '"'));
            add(kind, server, page, array, elements);
            if (page.text(Member.RESULT_NEXT_CURSOR).isEmpty()) {
                break;
            }
            cursor = page.raw(Member.RESULT_NEXT_CURSOR);
        }
        return distinct(kind, server, elements);
    }

    private static List<Element> distinct(ListKind kind, String server, List<Element> elements) {
        Map<String, Element> first = new LinkedHashMap<>();
        Set<String> twice = new LinkedHashSet<>();
        for (Element element : elements) {
            if (first.putIfAbsent(element.identity(), element) != null) {
                twice.add(element.identity());
            }
        }
        if (twice.isEmpty()) {
            return elements;
        }
        LOG.atWarn()
                .addKeyValue("server", server)
                .addKeyValue("list", kind.method())
                .addKeyValue("names", twice.stream().limit(MAX_TOLD).toList())
                .log("names that a server lists twice, the first of each counts");
        return List.copyOf(first.values());
    }

    private static ProblemException invalid(ListKind kind, String server, String why) {
        return new ProblemException(
                ProblemKind.UPSTREAM, "server \"" + server + "\" answered " + kind.method() + " with " + why);
    }

    /** Servers with resources need not have templates. */
    private static List<Element> unsupported(ListKind kind, String server, Envelope error, List<Element> none) {
        if (error.is(Member.ERROR_CODE, "-32601")) {
            return none;
        }
        throw invalid(kind, server, "an error");
    }

    private static void add(ListKind kind, String server, Envelope page, Span array, List<Element> elements) {
        for (Span span : Json.elements(page.message(), array)) {
            String name = Json.member(page.message(), span, kind.identity())
                    .flatMap(value -> Json.text(page.message(), value))
                    .orElseThrow(() -> invalid(kind, server, "an element without \"" + kind.identity() + '"'));
            elements.add(new Element(server, name, page, span));
        }
    }
}
