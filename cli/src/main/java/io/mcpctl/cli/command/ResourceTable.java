package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A table as the server draws it. */
record ResourceTable(List<String> columns, List<List<String>> rows) {
    ResourceTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
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

    /** Tables begin with the name; those of composed kinds with its parts, which are joined by a slash. */
    String name(Kind kind, List<String> row) {
        return kind.composed() ? scopes(kind, row) : row.getFirst();
    }

    /** The name with what it is unique in. */
    String locatedName(Kind kind, List<String> row) {
        return kind.naming().equals("scoped") ? scopes(kind, row) + "/" + row.getFirst() : name(kind, row);
    }

    private String scopes(Kind kind, List<String> row) {
        return kind.scopes().stream()
                .map(scope -> columns.indexOf(scope.toUpperCase(Locale.ROOT)))
                .filter(column -> column >= 0 && column < row.size())
                .map(row::get)
                .collect(Collectors.joining("/"));
    }

    ResourceTable filtered(Predicate<List<String>> wanted) {
        return new ResourceTable(columns, rows.stream().filter(wanted).toList());
    }

    Table toTable() {
        return new Table(columns, rows);
    }
}
