package com.example.tsv;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table: values by column for each row. */
record Table(Set<String> columns, List<Map<String, String>> rows) {

    /** The table that a content is; empty when it is none. */
    static Optional<Table> in(String content) {
        byte[] json = content.getBytes(StandardCharsets.UTF_8);
        String start = content.stripLeading();
        if (!start.startsWith("[") && !start.startsWith("{")
                || Envelope.scan(json).kind() == Envelope.Kind.NOT_JSON) {
            return Optional.empty();
        }
        Span whole = new Span(content.indexOf(start.charAt(0)), json.length);
        return start.startsWith("[") ? ofList(json, whole) : ofOnlyMember(json, whole);
    }

    private static Optional<Table> ofOnlyMember(byte[] json, Span object) {
        Map<String, Span> members = Json.members(json, object);
        Span only = members.size() == 1 ? members.values().iterator().next() : object;
        return json[only.start()] == '[' ? ofList(json, only) : Optional.empty();
    }

    private static Optional<Table> ofList(byte[] json, Span list) {
        Set<String> columns = new LinkedHashSet<>();
        List<Map<String, String>> rows = new ArrayList<>();
        for (Span element : Json.elements(json, list)) {
            Optional<Map<String, String>> row = row(json, element);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            columns.addAll(row.get().keySet());
            rows.add(row.get());
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
    }

    /** Empty when it is no object, or one with lists or objects in it. */
    private static Optional<Map<String, String>> row(byte[] json, Span element) {
        if (json[element.start()] != '{') {
            return Optional.empty();
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (Map.Entry<String, Span> member : Json.members(json, element).entrySet()) {
            Span value = member.getValue();
            byte first = json[value.start()];
            if (first == '[' || first == '{') {
                return Optional.empty();
            }
            row.put(member.getKey(), first == 'n' ? "" : text(json, value));
        }
        return Optional.of(row);
    }

    private static String text(byte[] json, Span value) {
        return Json.text(json, value).orElseGet(() -> new String(value.of(json), StandardCharsets.UTF_8));
    }

    String lines() {
        String head = columns.stream().map(Table::cell).collect(Collectors.joining("\t"));
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> cell(row.getOrDefault(column, "")))
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n", head + "\n", "\n"));
    }

    /** Tabs and line breaks would break the table. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
