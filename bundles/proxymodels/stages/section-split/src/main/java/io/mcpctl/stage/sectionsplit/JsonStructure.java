package io.mcpctl.stage.sectionsplit;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elements of an array, members of an object; their texts stay as they were written. */
final class JsonStructure implements Structure {
    private static final List<String> NAMES = List.of("name", "title", "id");
    private static final int LONGEST_TITLE = 80;

    @Override
    public boolean isIn(String content) {
        String text = content.strip();
        boolean bracket = text.startsWith("{") || text.startsWith("[");
        return bracket && Envelope.scan(text.getBytes(StandardCharsets.UTF_8)).kind() != Envelope.Kind.NOT_JSON;
    }

    @Override
    public List<Part> parts(String content, int depth) {
        String value = depth > 0 ? value(content) : content.strip();
        if (depth > 0 && !isIn(value)) {
            return List.of();
        }
        byte[] json = value.getBytes(StandardCharsets.UTF_8);
        Span all = new Span(0, json.length);
        return value.startsWith("[") ? elements(json, all) : members(json, all);
    }

    /** What stands behind the key of a member; a content that begins with a bracket is a value itself. */
    private static String value(String content) {
        String text = content.strip();
        if (!text.startsWith("\"")) {
            return text;
        }
        byte[] wrapped = ("{" + text + "}").getBytes(StandardCharsets.UTF_8);
        if (Envelope.scan(wrapped).kind() == Envelope.Kind.NOT_JSON) {
            return text;
        }
        Map<String, Span> members = Json.members(wrapped, new Span(0, wrapped.length));
        return members.size() == 1
                ? new String(members.values().iterator().next().of(wrapped), StandardCharsets.UTF_8)
                : text;
    }

    private static List<Part> elements(byte[] json, Span array) {
        List<Part> parts = new ArrayList<>();
        for (Span element : Json.elements(json, array)) {
            Map<String, Span> members = Json.members(json, element);
            int index = parts.size();
            String title = NAMES.stream()
                    .flatMap(name -> Optional.ofNullable(members.get(name)).stream())
                    .map(span -> text(json, span))
                    .findFirst()
                    .orElse(Integer.toString(index));
            parts.add(new Part(title, raw(json, element)));
        }
        return parts;
    }

    private static String text(byte[] json, Span span) {
        String text = Json.text(json, span).orElseGet(() -> raw(json, span));
        return text.length() > LONGEST_TITLE ? text.substring(0, LONGEST_TITLE) : text;
    }

    private static List<Part> members(byte[] json, Span object) {
        List<Part> parts = new ArrayList<>();
        Json.members(json, object)
                .forEach((key, value) -> parts.add(new Part(key, JsonText.quote(key) + ": " + raw(json, value))));
        return parts;
    }

    private static String raw(byte[] json, Span span) {
        return new String(json, span.start(), span.length(), StandardCharsets.UTF_8);
    }

    @Override
    public String glue() {
        return ",\n";
    }
}
