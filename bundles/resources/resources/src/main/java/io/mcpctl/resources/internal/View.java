package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The form that readers ask for with {@code ?view=}. */
enum View {
    RAW,
    APPLY,
    TABLE,
    WIDE;

    static View of(Optional<String> word) {
        for (View view : values()) {
            if (view.name().toLowerCase(Locale.ROOT).equals(word.orElse("raw"))) {
                return view;
            }
        }
        throw RecordReader.invalid(List.of(new Violation(
                "view",
                "'" + Texts.shorten(word.orElse("")) + "' is not allowed; expected raw, apply, table or wide")));
    }

    boolean isTable() {
        return this == TABLE || this == WIDE;
    }

    <S extends Record> ObjectNode document(Kind<S> kind, Resource<S> resource) {
        return this == APPLY ? Documents.forApply(kind, resource) : Documents.raw(kind, resource);
    }

    /** One resource. */
    JsonNode single(Kind<?> kind, ObjectNode document) {
        return isTable() ? list(kind, List.of(document)) : document;
    }

    /** A whole list. */
    JsonNode list(Kind<?> kind, List<ObjectNode> documents) {
        ArrayNode elements = elements(kind, documents);
        if (!isTable()) {
            return elements;
        }
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.set("columns", headings(kind));
        table.set("rows", elements);
        return table;
    }

    /** What stands before the elements of a list that is sent in parts. */
    String opening(Kind<?> kind) {
        return isTable() ? "{\"columns\":" + headings(kind) + ",\"rows\":[" : "[";
    }

    String closing() {
        return isTable() ? "]}" : "]";
    }

    ArrayNode elements(Kind<?> kind, List<ObjectNode> documents) {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode document : documents) {
            elements.add(isTable() ? Documents.row(columns(kind), document) : document);
        }
        return elements;
    }

    private ArrayNode headings(Kind<?> kind) {
        ArrayNode headings = JsonNodeFactory.instance.arrayNode();
        columns(kind).forEach(c -> headings.add(c.heading()));
        return headings;
    }

    private List<ResourceKind.Column> columns(Kind<?> kind) {
        return kind.description().columns().stream()
                .filter(c -> this == WIDE || !c.wide())
                .toList();
    }
}
