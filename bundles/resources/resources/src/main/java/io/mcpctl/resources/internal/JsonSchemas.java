package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;

/** Records as JSON schemas (2020-12), as OpenAPI 3.1 uses them. */
final class JsonSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a schema is for: answers, new documents, or partial updates, where null clears. */
    enum Use {
        ANSWER,
        WRITE,
        PATCH
    }

    private JsonSchemas() {}

    /** The body of a route. */
    static ObjectNode body(RecordSchema schema) {
        return schema.isArray()
                ? member(schema.members().getFirst(), Use.WRITE)
                : object(schema, Use.WRITE).put("additionalProperties", false);
    }

    static ObjectNode object(RecordSchema schema, Use use) {
        ObjectNode out = NODES.objectNode().put("type", "object");
        ObjectNode properties = out.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (Member member : schema.members()) {
            if (member.hidden() || (use != Use.ANSWER && !member.writable())) {
                continue;
            }
            properties.set(member.name(), member(member, use));
            if (use == Use.WRITE && member.required()) {
                required.add(member.name());
            }
        }
        if (!required.isEmpty()) {
            out.set("required", required);
        }
        return out;
    }

    static ObjectNode text(String description) {
        return NODES.objectNode().put("type", "string").put("description", description);
    }

    static ObjectNode reference(String name) {
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode member(Member member, Use use) {
        // The members of a member are written as a whole.
        ObjectNode out = shape(member.shape(), use == Use.PATCH ? Use.WRITE : use);
        if (!member.doc().isEmpty()) {
            out.put("description", member.doc());
        }
        limits(member, out);
        member.ref().ifPresent(kind -> out.put("x-mcpctl-references", kind));
        if (use == Use.ANSWER && !member.writable()) {
            out.put("readOnly", true);
        }
        if (use == Use.PATCH) {
            orNull(out);
        } else {
            member.defaultValue().ifPresent(value -> out.set("default", value));
        }
        return out;
    }

    private static void orNull(ObjectNode out) {
        if (out.has("type")) {
            String type = out.get("type").textValue();
            out.putArray("type").add(type).add("null");
        }
        if (out.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
    }

    private static ObjectNode shape(Shape shape, Use use) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.Choice choice -> {
                ObjectNode out = NODES.objectNode().put("type", "string");
                choice.values().forEach(out.putArray("enum")::add);
                yield out;
            }
            case Shape.Nested nested -> object(nested.schema(), use);
            case Shape.ListOf list -> {
                ObjectNode out = NODES.objectNode().put("type", "array");
                out.set("items", shape(list.element(), use));
                yield out;
            }
            case Shape.MapOf map -> {
                ObjectNode out = NODES.objectNode().put("type", "object");
                ObjectNode value = shape(map.value(), use);
                if (map.nullable()) {
                    orNull(value);
                }
                out.set("additionalProperties", value);
                yield out;
            }
            case Shape.Anything anything -> NODES.objectNode();
        };
    }

    private static ObjectNode scalar(Shape.Scalar scalar) {
        ObjectNode out = NODES.objectNode();
        return switch (scalar) {
            case STRING -> out.put("type", "string");
            case INTEGER -> out.put("type", "integer").put("format", "int32");
            case LONG -> out.put("type", "integer").put("format", "int64");
            case NUMBER -> out.put("type", "number");
            case BOOLEAN -> out.put("type", "boolean");
            case TIME -> out.put("type", "string").put("format", "date-time");
        };
    }

    private static void limits(Member member, ObjectNode out) {
        Match match = member.match();
        if (match != null) {
            out.put("pattern", "^(?:" + match.value() + ")$");
        }
        Range range = member.range();
        if (range == null) {
            return;
        }
        String noun =
                switch (member.shape()) {
                    case Shape.Scalar scalar -> scalar == Shape.Scalar.STRING ? "Length" : "imum";
                    case Shape.ListOf list -> "Items";
                    case Shape.MapOf map -> "Properties";
                    case Shape.Choice choice -> "Length";
                    case Shape.Nested nested -> "Properties";
                    case Shape.Anything anything -> "Properties";
                };
        out.put("min" + noun, range.min());
        if (range.max() != Long.MAX_VALUE) {
            out.put("max" + noun, range.max());
        }
    }
}
