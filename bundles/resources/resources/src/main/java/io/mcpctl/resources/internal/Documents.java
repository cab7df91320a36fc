package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How resources are shown: raw with ids and times, as documents for apply, or as rows of a table. */
final class Documents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final int MINUTE = "2026-01-01T00:00".length();

    private Documents() {}

    /** Everything. */
    static <S extends Record> ObjectNode raw(Kind<S> kind, Resource<S> resource) {
        ObjectNode out = NODES.objectNode();
        out.put("id", resource.id()).put(kind.key().orElse("name"), resource.name());
        out.setAll(RecordWriter.shown(kind.schema(), resource.spec()));
        out.put(kind.revision(), resource.version());
        out.put("createdAt", Json.text(resource.createdAt()));
        out.put("updatedAt", Json.text(resource.updatedAt()));
        return out;
    }

    /** What {@code apply} takes back unchanged; kinds that users cannot write show everything. */
    static <S extends Record> ObjectNode forApply(Kind<S> kind, Resource<S> resource) {
        ResourceKind<S> description = kind.description();
        ObjectNode out = NODES.objectNode().put("kind", description.name());
        kind.key().ifPresent(key -> out.put(key, resource.name()));
        ObjectNode members = RecordWriter.shown(kind.schema(), resource.spec());
        for (Member member : kind.schema().members()) {
            JsonNode value = members.get(member.name());
            if (value != null && (member.writable() || description.readOnly())) {
                out.set(member.name(), value);
            }
        }
        return out;
    }

    static ArrayNode row(List<ResourceKind.Column> columns, ObjectNode document) {
        ArrayNode row = NODES.arrayNode();
        columns.forEach(c -> row.add(cell(document, c.member())));
        return row;
    }

    private static String cell(ObjectNode document, String path) {
        if (path.equals("age")) {
            return age(Duration.between(Instant.parse(document.path("createdAt").textValue()), Instant.now()));
        }
        JsonNode value = document;
        for (String key : path.split("\\.", -1)) {
            value = value.path(key);
        }
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(element -> words.add(word(element)));
            return words.isEmpty() ? "-" : String.join(",", words);
        }
        String text = value.isMissingNode() || value.isNull() ? "" : word(value);
        return text.isEmpty() ? "-" : text;
    }

    /** Times to the minute; of an object the values of its plain members, as in {@code view:servers}. */
    private static String word(JsonNode value) {
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.forEach(member -> {
                if (member.isValueNode() && !member.isNull()) {
                    parts.add(member.asText());
                }
            });
            return parts.isEmpty() ? value.toString() : String.join(":", parts);
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return TIME.matcher(text).matches() ? text.substring(0, MINUTE) + "Z" : text;
    }

    /** As kubectl shows ages: the two largest units at most. */
    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 3 * 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 2 * 86400) {
            return seconds / 3600 + "h";
        }
        return seconds / 86400 + "d";
    }
}
