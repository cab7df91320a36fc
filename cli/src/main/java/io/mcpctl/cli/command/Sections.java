package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import io.mcpctl.cli.text.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The members of a document for people: plain ones in aligned lines, nested ones in blocks and tables below. */
record Sections(PrintStream out) {
    private static final int MOST_COLUMNS = 6;

    void members(JsonNode document, Set<String> without) {
        int width = 0;
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            width = Math.max(width, member.getKey().length());
        }
        List<Map.Entry<String, JsonNode>> blocks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            JsonNode value = member.getValue();
            if (without.contains(member.getKey()) || absent(value)) {
                continue;
            }
            String line = line(value);
            if (line.isEmpty()) {
                blocks.add(member);
            } else {
                out.println(Plain.line(member.getKey()) + ":"
                        + " ".repeat(width + 2 - member.getKey().length()) + line);
            }
        }
        blocks.forEach(member -> block(member.getKey(), member.getValue()));
    }

    private static boolean absent(JsonNode value) {
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }

    /** On one line, or empty when it needs a block. */
    private static String line(JsonNode value) {
        if (value.isArray() && all(value, JsonNode::isValueNode)) {
            List<String> words = new ArrayList<>();
            value.forEach(element -> words.add(Plain.line(element.asText())));
            return String.join(", ", words);
        }
        return value.isContainerNode() || value.asText().indexOf('\n') >= 0 ? "" : Plain.text(value.asText());
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> test) {
        return StreamSupport.stream(array.spliterator(), false).allMatch(test);
    }

    private void block(String name, JsonNode value) {
        out.println();
        out.println(Plain.line(name) + ":");
        if (value.isArray() && all(value, JsonNode::isObject) && columns(value).size() <= MOST_COLUMNS) {
            table(value);
        } else {
            String text = value.isTextual() ? value.textValue() : Yaml.document(value);
            text.lines().forEach(line -> out.println("  " + Plain.text(line)));
        }
    }

    private static List<String> columns(JsonNode rows) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : rows) {
            row.fieldNames().forEachRemaining(names::add);
        }
        return List.copyOf(names);
    }

    private void table(JsonNode value) {
        List<String> columns = columns(value);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode element : value) {
            rows.add(columns.stream().map(column -> cell(element.path(column))).toList());
        }
        List<String> headings = columns.stream().map(Sections::heading).toList();
        out.print(indented(new Table(headings, rows)));
    }

    /** A reference to a secret as {@code secret/key}. */
    private static String cell(JsonNode value) {
        JsonNode reference = value.path("secretRef");
        if (reference.isObject()) {
            return reference.path("name").asText() + "/" + reference.path("key").asText();
        }
        String line = value.isMissingNode() || value.isNull() ? "-" : line(value);
        return line.isEmpty() ? (value.isTextual() ? value.textValue() : value.toString()) : line;
    }

    private static String heading(String member) {
        return member.replaceAll("([a-z])([A-Z])", "$1-$2").toUpperCase(Locale.ROOT);
    }

    static String indented(Table table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream into = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            table.print(into);
        }
        StringBuilder text = new StringBuilder();
        bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }
}
