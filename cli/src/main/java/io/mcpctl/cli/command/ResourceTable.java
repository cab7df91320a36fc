package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** A table as the server draws it. */
record ResourceTable(List<String> columns, List<List<String>> rows) {
    ResourceTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** All of a kind, or the named ones in the order of the names. */
    static ResourceTable read(ControlApi api, String path, List<String> names, String query) {
        if (names.isEmpty()) {
            return of(api.get(path + query));
        }
        List<String> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            boolean pattern = Glob.isPattern(name);
            ResourceTable part = of(api.get((pattern ? path : path + "/" + Target.segment(name)) + query));
            columns = part.columns();
            if (pattern) {
                Glob glob = Glob.of(name);
                part.rows().stream()
                        .filter(row -> !row.isEmpty() && glob.matches(row.getFirst()))
                        .forEach(rows::add);
            } else {
                rows.addAll(part.rows());
            }
        }
        return new ResourceTable(columns, rows);
    }

    static ResourceTable of(JsonNode json) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : json.path("rows")) {
            rows.add(texts(row));
        }
        return new ResourceTable(texts(json.path("columns")), rows);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(cell -> texts.add(cell.isNull() ? "" : cell.asText()));
        return texts;
    }

    Table toTable() {
        return new Table(columns, rows);
    }
}
