package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

    ResourceTable filtered(Predicate<List<String>> wanted) {
        return new ResourceTable(columns, rows.stream().filter(wanted).toList());
    }

    Table toTable() {
        return new Table(columns, rows);
    }
}
