package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records as JSON. Absent members are left out. */
final class RecordWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String MASK = "***";

    private RecordWriter() {}

    /** For the store: everything. */
    static ObjectNode write(RecordSchema schema, Record record) {
        return write(schema, record, true);
    }

    /** For readers: without hidden members, and with masks for the values of secret ones, however deep. */
    static ObjectNode shown(RecordSchema schema, Record record) {
        return write(schema, record, false);
    }

    private static ObjectNode write(RecordSchema schema, Record record, boolean all) {
        ObjectNode out = NODES.objectNode();
        for (Member member : schema.members()) {
            if (member.hidden() && !all) {
                continue;
            }
            JsonNode value = value(member.shape(), schema.value(member, record), all);
            if (!value.isNull()) {
                out.set(member.name(), member.secret() && !all ? masked(value) : value);
            }
        }
        return out;
    }

    private static JsonNode masked(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode out = NODES.objectNode();
                object.properties().forEach(entry -> out.set(entry.getKey(), masked(entry.getValue())));
                yield out;
            }
            case ArrayNode array -> {
                ArrayNode out = NODES.arrayNode();
                array.forEach(element -> out.add(masked(element)));
                yield out;
            }
            default -> value.isNull() ? value : NODES.textNode(MASK);
        };
    }

    /** A record of any type, such as the answer of a subresource. */
    static ObjectNode write(Record record) {
        return shown(new RecordSchema(record.getClass()), record);
    }

    private static JsonNode value(Shape shape, @Nullable Object value, boolean all) {
        if (value instanceof Optional<?> optional) {
            return value(shape, optional.orElse(null), all);
        }
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(value);
            case Shape.Choice choice -> NODES.textNode(((Enum<?>) value).name());
            case Shape.Nested nested -> write(nested.schema(), (Record) value, all);
            case Shape.ListOf list -> {
                ArrayNode array = NODES.arrayNode();
                ((List<?>) value).forEach(element -> array.add(value(list.element(), element, all)));
                yield array;
            }
            case Shape.MapOf map -> {
                ObjectNode object = NODES.objectNode();
                new TreeMap<>((Map<?, ?>) value)
                        .forEach((key, v) -> object.set((String) key, value(map.value(), v, all)));
                yield object;
            }
            case Shape.Anything anything -> Json.MAPPER.valueToTree(value);
        };
    }

    private static JsonNode scalar(Object value) {
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case Instant time -> NODES.textNode(Json.text(time));
            default -> throw new IllegalStateException("scalar is not known: " + value.getClass());
        };
    }
}
