package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The operations that every kind has: list, read, create, update and delete; and those over all kinds, {@code /kinds}
 * and {@code /apply}. Each asks the {@link Guard} for what it is about to do.
 */
@Component(service = KindRoutes.class)
public final class KindRoutes {
    /** Of more names than these, typing errors are not looked up. */
    private static final int MOST_COMPARED = 500;

    private final Kinds kinds;
    private final JdbcStore store;
    private final Writes writes;
    private final KindLists lists;
    private final KindWatches watches;

    @Activate
    public KindRoutes(
            @Reference Kinds kinds,
            @Reference JdbcStore store,
            @Reference Writes writes,
            @Reference KindLists lists,
            @Reference KindWatches watches) {
        this.watches = watches;
        this.lists = lists;
        this.kinds = kinds;
        this.store = store;
        this.writes = writes;
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        all.add(general(
                "GET",
                "/kinds",
                "kinds",
                "read",
                "Descriptions of all kinds.",
                exchange -> exchange.json(200, KindDocuments.of(kinds))));
        all.add(general(
                "POST",
                "/apply",
                "apply",
                "apply",
                "Creates or changes one resource from a document; with ?dryRun=true nothing is kept.",
                this::apply));
        kinds.all().forEach(entry -> all.addAll(of(entry)));
        return all;
    }

    static Operation general(
            String method, String path, String resource, String verb, String doc, Operation.Endpoint endpoint) {
        return new Operation(
                method,
                path,
                Permission.AUTHENTICATED,
                200,
                resource,
                verb,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                doc,
                endpoint);
    }

    private <S extends Record> List<Operation> of(Kinds.Entry<S> entry) {
        String plural = entry.kind().description().plural();
        String word = entry.kind().description().name();
        List<Operation> all = new ArrayList<>();
        all.add(operation("GET", "/" + plural, 200, "read", entry, "Lists " + plural + ".", e -> list(entry, e)));
        boolean writable = !entry.kind().description().readOnly();
        if (writable) {
            all.add(operation(
                    "POST", "/" + plural, 201, "create", entry, "Creates a " + word + ".", e -> create(entry, e)));
        }
        for (String path : paths(entry.kind())) {
            all.add(operation("GET", path, 200, "read", entry, "Reads a " + word + ".", e -> read(entry, e)));
            if (writable && !entry.kind().description().immutable()) {
                all.add(operation(
                        "PUT",
                        path,
                        200,
                        "update",
                        entry,
                        "Changes a " + word + ": absent members keep their value, null clears.",
                        e -> update(entry, e)));
            }
            all.add(operation("DELETE", path, 204, "delete", entry, "Deletes a " + word + ".", e -> delete(entry, e)));
        }
        return all;
    }

    /** {@code /servers/{name}}; names of several parts also as one segment for each part. */
    private static List<String> paths(Kind<?> kind) {
        String plural = "/" + kind.description().plural();
        if (kind.named()) {
            return List.of(plural + "/{name}");
        }
        return List.of(
                plural + "/{name}",
                plural + kind.scopes().stream().map(m -> "/{" + m.name() + "}").collect(Collectors.joining()));
    }

    private static Operation operation(
            String method,
            String path,
            int status,
            String verb,
            Kinds.Entry<?> entry,
            String doc,
            Operation.Endpoint endpoint) {
        boolean takesBody = method.equals("POST") || method.equals("PUT");
        return new Operation(
                method,
                path,
                Permission.AUTHENTICATED,
                status,
                entry.kind().description().plural(),
                verb,
                false,
                takesBody ? Optional.of(entry.kind().schema()) : Optional.empty(),
                Optional.empty(),
                Optional.of(entry),
                doc,
                endpoint);
    }

    private <S extends Record> void list(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        if (exchange.query("watch").equals(Optional.of("true")) && !exchange.isHead()) {
            watches.serve(entry, exchange);
        } else {
            lists.serve(entry, exchange);
        }
    }

    private <S extends Record> void create(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        exchange.guard().mayCreateAny(entry.kind());
        Writes.Written written = writes.create(entry, exchange.body(), exchange.guard());
        answer(
                exchange,
                exchange.isDryRun() ? 200 : 201,
                entry.kind().description().plural(),
                written);
    }

    private <S extends Record> void update(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        String id = locate(entry, exchange, Action.edit);
        exchange.guard().mayChange(entry.kind(), store, id);
        answer(
                exchange,
                200,
                entry.kind().description().plural(),
                writes.update(entry, id, exchange.body(), exchange.guard()));
    }

    private static void answer(Exchange exchange, int status, String plural, Writes.Written written)
            throws IOException {
        exchange.concerns(written.resource(), written.changed());
        if (exchange.isDryRun()) {
            exchange.did("dry-run", plural);
        }
        if (!written.dropped().isEmpty()) {
            exchange.response()
                    .setHeader(
                            "Warning",
                            "299 mcpctl \"unknown members were ignored: " + String.join(", ", written.dropped())
                                    + "\"");
        }
        exchange.json(status, written.document());
    }

    private <S extends Record> void delete(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        String id = locate(entry, exchange, Action.delete);
        Writes.Deleted deleted = writes.delete(entry, id, exchange.guard());
        exchange.concerns(deleted.resource(), List.of());
        if (exchange.isDryRun()) {
            exchange.did("dry-run", entry.kind().description().plural());
        }
        if (deleted.kept().isPresent()) {
            exchange.json(200, deleted.kept().get());
        } else {
            exchange.empty(204);
        }
    }

    private <S extends Record> void read(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        View view = View.of(exchange.query("view"));
        String id = locate(entry, exchange, Action.view);
        ObjectNode document = store.inSession(exchange.guard().caller(), session -> {
            Resource<S> resource = session.find(entry.kind().description(), id)
                    .orElseThrow(() -> StoreSession.unknown(entry.kind(), id));
            exchange.guard().view(entry.kind(), resource);
            exchange.concerns(resource, List.of());
            return view.document(entry.kind(), resource.with(entry.provider().present(resource, session)));
        });
        exchange.json(200, view.single(entry.kind(), document));
    }

    /** Id of the resource that the path means; who may not see all is told FORBIDDEN where others are told NOT_FOUND. */
    private <S extends Record> String locate(Kinds.Entry<S> entry, Exchange exchange, Action action) {
        String name = name(entry.kind(), exchange);
        Optional<Resource<S>> found = store.find(entry.kind().description(), name);
        if (found.isEmpty()) {
            exchange.guard().missing(entry.kind(), action);
            throw StoreSession.unknown(entry.kind(), name, similar(entry.kind(), name, exchange.guard()));
        }
        return found.get().id();
    }

    /** Names that the caller may see and may have meant. */
    private <S extends Record> List<String> similar(Kind<S> kind, String name, Guard guard) {
        List<Resource<S>> first = store.inSession(
                guard.caller(),
                session -> session.page(kind, Selection.Conditions.NONE, Optional.empty(), MOST_COMPARED));
        return Similar.to(
                name,
                first.stream()
                        .filter(resource -> guard.sees(kind, resource))
                        .map(Resource::name)
                        .toList());
    }

    private static String name(Kind<?> kind, Exchange exchange) {
        String name = exchange.path("name");
        return name.isEmpty()
                ? kind.scopes().stream().map(m -> exchange.path(m.name())).collect(Collectors.joining("/"))
                : within(kind, name, exchange::query);
    }

    /** The name with the scope that the query says. */
    private static String within(Kind<?> kind, String name, Function<String, Optional<String>> query) {
        if (kind.description().naming() instanceof Naming.Scoped) {
            if (query.apply("scope").equals(Optional.of(Kind.GLOBAL))) {
                return "/" + name;
            }
            return kind.scopes().stream()
                    .map(m -> query.apply(m.name()))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(scope -> scope + "/" + name)
                    .orElse(name);
        }
        return name;
    }

    private void apply(Exchange exchange) throws IOException {
        boolean dryRun = exchange.isDryRun();
        Writes.Outcome<?> outcome = writes.apply(exchange.body(), exchange.guard());
        exchange.concerns(outcome.resource(), outcome.changed());
        exchange.did(
                dryRun ? "dry-run" : verb(outcome), outcome.kind().description().plural());
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("kind", outcome.kind().description().name())
                .put("name", outcome.resource().name())
                .put("result", outcome.result());
        ArrayNode changed = out.putArray("changed");
        if (outcome.result().equals("configured")) {
            outcome.changed().forEach(changed::add);
        }
        if (dryRun) {
            out.set("before", outcome.appliedBefore().map(JsonNode.class::cast).orElse(NullNode.instance));
            out.set("after", outcome.applied());
        } else if (outcome.result().equals("created")) {
            out.set("document", outcome.document());
        }
        exchange.json(200, out);
    }

    /** What became of a document, in the words of single writes. */
    static String verb(Writes.Outcome<?> outcome) {
        return switch (outcome.result()) {
            case "created" -> "create";
            case "configured" -> "update";
            default -> outcome.result();
        };
    }

    /**
     * The names in rules of the resource that an id or name means; none when there is none.
     *
     * @param query what the request says of scopes, such as {@code project}
     */
    List<String> ruleNames(String plural, String idOrName, Function<String, Optional<String>> query) {
        return kinds.all().stream()
                .filter(e -> e.kind().description().plural().equals(plural)
                        || e.kind().description().rules().resource().equals(plural))
                .findFirst()
                .map(e -> ruleNames(e, idOrName, query))
                .orElse(List.of(idOrName)); // what is no kind has no ids
    }

    private <S extends Record> List<String> ruleNames(
            Kinds.Entry<S> entry, String idOrName, Function<String, Optional<String>> query) {
        Kind<S> kind = entry.kind();
        try {
            Optional<List<String>> names = store.find(kind.description(), within(kind, idOrName, query))
                    .map(kind::ruleNames);
            if (names.isPresent()) {
                return names.get();
            }
        } catch (ProblemException several) {
            if (several.kind() != ProblemKind.CONFLICT) {
                throw several;
            }
            // Whoever may use the name in every scope is told by the route which scopes there are.
        }
        return kind.isScopedByName() && !Ids.isId(idOrName)
                ? List.of(idOrName.substring(idOrName.lastIndexOf('/') + 1))
                : List.of();
    }

    static ProblemException unknownPath(String path) {
        return new ProblemException(ProblemKind.NOT_FOUND, "path '" + path + "' is not known; see /api/v1/kinds");
    }
}
