package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;
import java.util.ArrayList;
import java.util.List;

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
        requireScopes(found.isEmpty());
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
        if (!reveals()) {
            Query query = new Query().with("view", view);
            return Kinded.with(kind, api.get(kind.path(name, invocation.project(), query.toString())));
        }
        JsonNode whole = Kinded.with(kind, api.get(kind.path(name, invocation.project(), "?reveal=true")));
        return view.equals("apply") ? kind.written(whole) : whole;
    }

    /** Only secrets have values to show; everything else is the same with and without. */
    private boolean reveals() {
        return invocation.arguments().has("--show-values") && kind.name().equals("secret");
    }

    private List<JsonNode> list(String view) {
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode document : api.list(kind.path() + Query.of(invocation, kind, view))) {
            documents.add(reveals() ? one(kind.nameOf(document), view) : Kinded.with(kind, document));
        }
        return documents;
    }

    /** Nothing was found: is what the line says it should belong to there at all? */
    private void requireScopes(boolean nothing) {
        if (nothing) {
            invocation.project().ifPresent(name -> require("/api/v1/projects/" + Target.segment(name)));
            invocation
                    .arguments()
                    .value("--server")
                    .ifPresent(name -> require("/api/v1/servers/" + Target.segment(name)));
        }
    }

    private void require(String path) {
        try {
            api.get(path);
        } catch (CliException e) {
            if (e.exitCode() != ExitCode.DENIED) {
                throw e;
            }
            // The caller may not know.
        }
    }

    ResourceTable table(List<String> names, String view) {
        ResourceTable whole = names.isEmpty() ? all(view) : named(names, view);
        requireScopes(whole.rows().isEmpty());
        return SortBy.of(invocation)
                .map(sort -> sort.heading(whole) ? sort.table(whole) : sort.table(whole, found(names, "")))
                .orElse(whole);
    }

    private ResourceTable all(String view) {
        ResourceTable table = ResourceTable.of(api.list(kind.path() + Query.of(invocation, kind, view)));
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
            rows.addAll(part.filtered(row -> !row.isEmpty() && glob.matches(part.name(kind, row)))
                    .rows());
        }
        return new ResourceTable(columns, rows);
    }
}
