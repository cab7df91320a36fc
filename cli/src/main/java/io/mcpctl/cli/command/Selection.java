package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The resources of one kind that a line means: by names, patterns, project and server, in the wished order. */
final class Selection {
    private final Invocation invocation;
    private final ControlApi api;
    private final Kind kind;
    private final ProjectServers project;

    Selection(Invocation invocation, ControlApi api, Kind kind) {
        this.invocation = invocation;
        this.api = api;
        this.kind = kind;
        this.project = new ProjectServers(invocation, api, kind);
    }

    List<JsonNode> documents(List<String> names, String view) {
        List<JsonNode> found = found(names, view);
        return SortBy.of(invocation).map(sort -> sort.documents(found)).orElse(found);
    }

    /** In the order of the names, or of the server. */
    private List<JsonNode> found(List<String> names, String view) {
        List<JsonNode> documents = new ArrayList<>();
        if (names.isEmpty()) {
            list(view).forEach(documents::add);
            documents.removeIf(document -> !project.has(document));
        }
        for (String name : names) {
            if (Glob.isPattern(name)) {
                Glob glob = Glob.of(name);
                for (JsonNode document : list(view)) {
                    if (project.has(document) && glob.matches(kind.nameOf(document))) {
                        documents.add(document);
                    }
                }
            } else {
                documents.add(one(name, view));
            }
        }
        return documents;
    }

    private JsonNode one(String name, String view) {
        Query query = new Query().with("view", view).with("reveal", reveal());
        return Kinded.with(kind, api.get(kind.path(name, invocation.project(), query.toString())));
    }

    private String reveal() {
        return invocation.arguments().has("--show-values") ? "true" : "";
    }

    private List<JsonNode> list(String view) {
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode document : api.list(kind.path() + Query.of(invocation, view))) {
            documents.add(reveal().isEmpty() ? Kinded.with(kind, document) : one(kind.nameOf(document), view));
        }
        return documents;
    }

    ResourceTable table(List<String> names, String view) {
        ResourceTable whole = names.isEmpty() ? all(view) : named(names, view);
        return SortBy.of(invocation)
                .map(sort -> sort.heading(whole) ? sort.table(whole) : sort.table(whole, found(names, "")))
                .orElse(whole);
    }

    private ResourceTable all(String view) {
        ResourceTable table = ResourceTable.of(api.list(kind.path() + Query.of(invocation, view)));
        return table.filtered(row -> project.has(table.columns(), row));
    }

    private ResourceTable named(List<String> names, String view) {
        List<String> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            boolean pattern = Glob.isPattern(name);
            Query query = new Query().with("view", view);
            ResourceTable part = pattern
                    ? all(view)
                    : ResourceTable.of(api.get(kind.path(name, invocation.project(), query.toString())));
            Glob glob = Glob.of(pattern ? name : "*");
            columns = part.columns();
            rows.addAll(part.filtered(row -> !row.isEmpty() && glob.matches(shownName(part.columns(), row)))
                    .rows());
        }
        return new ResourceTable(columns, rows);
    }

    /** Tables begin with the name; those of composed kinds with its parts, which patterns see joined by a slash. */
    private String shownName(List<String> columns, List<String> row) {
        if (!kind.composed()) {
            return row.getFirst();
        }
        return kind.scopes().stream()
                .map(scope -> columns.indexOf(scope.toUpperCase(Locale.ROOT)))
                .filter(column -> column >= 0 && column < row.size())
                .map(row::get)
                .collect(Collectors.joining("/"));
    }
}
