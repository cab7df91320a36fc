package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.resources.api.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lists of any kind. Each page is a transaction of its own, so that neither memory nor a connection is held for a long
 * list or a slow reader. What exists all the time is listed exactly once.
 */
@Component(service = KindLists.class)
public final class KindLists {
    /** Resources that are read and shown together. */
    static final int PAGE = 500;

    private final JdbcStore store;

    @Activate
    public KindLists(@Reference JdbcStore store) {
        this.store = store;
    }

    /** One list that was asked for. */
    record Query<S extends Record>(
            Kinds.Entry<S> entry, Principal caller, Scope scope, Selection selection, View view) {}

    /**
     * Some documents of a list.
     *
     * @param next where the rest begins; absent at the end
     */
    record Page(List<ObjectNode> documents, Optional<ListPosition> next) {}

    <S extends Record> Query<S> query(Kinds.Entry<S> entry, Exchange exchange) {
        Scope scope = exchange.guard().visible(entry.kind());
        Principal caller = exchange.guard().caller();
        Selection selection = Selection.of(
                entry.kind(),
                exchange::query,
                (kind, name) -> store.inSession(caller, session -> session.nameOf(kind, name)));
        return new Query<>(entry, caller, scope, selection, View.of(exchange.query("view")));
    }

    <S extends Record> Page page(Query<S> query, Optional<ListPosition> after, int limit) {
        if (query.selection().isNone()) {
            return new Page(List.of(), Optional.empty());
        }
        return store.inSession(query.caller(), session -> {
            Kinds.Entry<S> entry = query.entry();
            Listing<S> listing = session.listing(entry.kind());
            Selection.Conditions conditions = query.selection().conditions(listing, query.scope());
            List<Resource<S>> found = session.page(entry.kind(), conditions, after, limit + 1);
            List<ObjectNode> documents = new ArrayList<>();
            for (Resource<S> resource : found.subList(0, Math.min(limit, found.size()))) {
                if (entry.provider().listed(resource)) {
                    S presented = entry.provider().present(resource, session);
                    documents.add(query.view().document(entry.kind(), resource.with(presented)));
                }
            }
            Optional<ListPosition> next =
                    found.size() > limit ? Optional.of(listing.position(found.get(limit - 1))) : Optional.empty();
            return new Page(documents, next);
        });
    }

    <S extends Record> void serve(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        Query<S> query = query(entry, exchange);
        Optional<Integer> limit = exchange.query("limit").map(KindLists::limit);
        Optional<ListPosition> after =
                exchange.query("continue").map(token -> ListPosition.parse(token, Listing.positionSize(entry.kind())));
        Page first = page(query, after, Math.min(limit.orElse(PAGE), PAGE * 2));
        if (limit.isPresent()) {
            first.next().ifPresent(next -> exchange.response().setHeader("X-Mcpctl-Continue", next.token()));
        }
        if (limit.isPresent() || first.next().isEmpty()) {
            exchange.json(200, query.view().list(entry.kind(), first.documents()));
        } else {
            stream(query, first, exchange);
        }
    }

    /** A list of several pages, sent page by page. */
    private <S extends Record> void stream(Query<S> query, Page first, Exchange exchange) throws IOException {
        OutputStream out = exchange.stream(200, "application/json; charset=utf-8");
        Kind<S> kind = query.entry().kind();
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        buffer.writeBytes(query.view().opening(kind).getBytes(StandardCharsets.UTF_8));
        boolean begun = false;
        for (Page page = first; ; page = page(query, page.next(), PAGE)) {
            ArrayNode elements = query.view().elements(kind, page.documents());
            for (int i = 0; i < elements.size(); i++) {
                if (begun) {
                    buffer.write(',');
                }
                begun = true;
                buffer.writeBytes(Json.MAPPER.writeValueAsBytes(elements.get(i)));
            }
            if (page.next().isEmpty()) {
                break;
            }
            buffer.writeTo(out);
            buffer.reset();
        }
        buffer.writeBytes(query.view().closing().getBytes(StandardCharsets.UTF_8));
        buffer.writeTo(out);
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit > 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, whatever it is.
        }
        throw RecordReader.invalid(List.of(
                new Violation("limit", "'" + Texts.shorten(text) + "' is not allowed; expected a number above 0")));
    }
}
