package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code get all}: tables of every kind, or all definitions in the order in which they can be applied. */
final class AllKinds {
    private AllKinds() {}

    static int show(Invocation invocation, ControlApi api) {
        Kinds kinds = Kinds.ask(api);
        Format format = invocation.format();
        if (format == Format.TABLE || format == Format.WIDE) {
            tables(invocation, api, kinds, format.name().toLowerCase(Locale.ROOT));
            return 0;
        }
        List<JsonNode> all = new ArrayList<>();
        for (Kind kind : kinds.all()) {
            if (kind.readOnly() && format != Format.NAME) {
                continue;
            }
            List<JsonNode> documents = Documents.read(
                    api, kind, names(invocation, kind), GetCommand.query(invocation, Documents.view(kind, format)));
            if (format == Format.NAME) {
                Documents.print(invocation, kind, documents, false);
            }
            all.addAll(documents);
        }
        if (format == Format.YAML) {
            invocation.out().print(Documents.yaml(all));
        } else if (format == Format.JSON) {
            invocation.print(Documents.array(all));
        }
        return 0;
    }

    private static void tables(Invocation invocation, ControlApi api, Kinds kinds, String view) {
        boolean first = true;
        for (Kind kind : kinds.all()) {
            ResourceTable table =
                    ResourceTable.read(api, kind.path(), names(invocation, kind), GetCommand.query(invocation, view));
            if (!table.rows().isEmpty()) {
                if (!first) {
                    invocation.out().println();
                }
                first = false;
                invocation.out().println(kind.plural().toUpperCase(Locale.ROOT));
                table.toTable().print(invocation.out());
            }
        }
        if (first) {
            invocation.terminal().say("Nothing is defined; `mcpctl quickstart` sets up an example.");
        }
    }

    /** With a project, of the projects only that one. */
    private static List<String> names(Invocation invocation, Kind kind) {
        return kind.name().equals("project") ? invocation.project().stream().toList() : List.of();
    }
}
