package io.mcpctl.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Columns that the user chose: {@code NAME:.name,STATUS:.status}. */
public record CustomColumns(List<String> headings, List<JsonPath> paths) {
    public CustomColumns {
        headings = List.copyOf(headings);
        paths = List.copyOf(paths);
    }

    public static CustomColumns parse(String text) {
        List<String> headings = new ArrayList<>();
        List<JsonPath> paths = new ArrayList<>();
        for (String column : parts(text)) {
            int colon = column.indexOf(':');
            if (colon < 1 || colon == column.length() - 1) {
                throw CliException.usage(
                        "the column \"" + column + "\" is not of the form HEADING:path, such as NAME:.name");
            }
            headings.add(column.substring(0, colon).strip().toUpperCase(Locale.ROOT));
            paths.add(JsonPath.parse(column.substring(colon + 1).strip()));
        }
        return new CustomColumns(headings, paths);
    }

    /** At the commas, but not at those within brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    public Table table(Iterable<JsonNode> documents) {
        List<List<String>> rows = new ArrayList<>();
        documents.forEach(document -> rows.add(paths.stream()
                .map(path -> path.values(document))
                .map(values -> values.isEmpty()
                        ? "<none>"
                        : values.stream().map(JsonPath::shown).collect(Collectors.joining(",")))
                .toList()));
        return new Table(headings, rows);
    }
}
