package io.mcpctl.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A template in kubectl's dialect of JSONPath: text, <code>{.items[*].name}</code>, <code>{range .items[*]}...{end}</code>,
 * <code>{"\n"}</code>. What is not there is left out.
 */
public final class JsonPath {
    private final List<Part> parts;

    JsonPath(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A part of the template. */
    sealed interface Part {
        /** Stands for itself. */
        record Text(String text) implements Part {}

        /** Its values, with spaces between. */
        record Values(Path path) implements Part {}

        /** Repeats its body for each value. */
        record Range(Path path, List<Part> body) implements Part {
            public Range {
                body = List.copyOf(body);
            }
        }
    }

    /** Usage error with the position when the template is not well formed. */
    public static JsonPath parse(String template) {
        return new TemplateParser(template).parse();
    }

    /** What the template makes of the document. */
    public String text(JsonNode document) {
        StringBuilder text = new StringBuilder();
        write(parts, document, document, text);
        return text.toString();
    }

    /** The values of a template that is a single path. */
    public List<JsonNode> values(JsonNode document) {
        return parts.stream()
                .filter(Part.Values.class::isInstance)
                .map(Part.Values.class::cast)
                .flatMap(part -> part.path().select(document, document).stream())
                .toList();
    }

    private static void write(List<Part> parts, JsonNode root, JsonNode current, StringBuilder text) {
        for (Part part : parts) {
            switch (part) {
                case Part.Text literal -> text.append(literal.text());
                case Part.Values values ->
                    text.append(values.path().select(root, current).stream()
                            .map(JsonPath::shown)
                            .collect(Collectors.joining(" ")));
                case Part.Range range ->
                    range.path().select(root, current).forEach(value -> write(range.body(), root, value, text));
            }
        }
    }

    /** Texts as they are, but harmless to a terminal; everything else as JSON. */
    static String shown(JsonNode value) {
        return value.isTextual() ? Plain.text(value.textValue()) : Json.line(value);
    }
}
