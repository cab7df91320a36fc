package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of which only some texts are known; every other member is empty, zero or its default. */
final class BlankRecord {
    private BlankRecord() {}

    static Record with(RecordSchema schema, JsonNode known) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Member member : schema.members()) {
            Optional<Object> value = known(member, known.path(member.name()));
            values.add(member.optional() ? value : value.orElseGet(() -> blank(member.shape())));
        }
        return schema.newInstance(values);
    }

    private static Optional<Object> known(Member member, JsonNode text) {
        if (!text.isTextual()) {
            return Optional.empty();
        }
        if (member.shape() instanceof Shape.Choice choice) {
            return List.of(choice.type().getEnumConstants()).stream()
                    .filter(constant -> constant.name().equals(text.textValue()))
                    .map(Object.class::cast)
                    .findFirst();
        }
        return member.shape() == Shape.Scalar.STRING ? Optional.of(text.textValue()) : Optional.empty();
    }

    private static Object blank(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar ->
                switch (scalar) {
                    case STRING -> "";
                    case INTEGER -> 0;
                    case LONG -> 0L;
                    case NUMBER -> 0.0;
                    case BOOLEAN -> false;
                    case TIME -> Instant.EPOCH;
                };
            case Shape.Choice choice -> choice.type().getEnumConstants()[0];
            case Shape.Nested nested -> with(nested.schema(), Json.MAPPER.createObjectNode());
            case Shape.ListOf list -> List.of();
            case Shape.MapOf map -> Map.of();
            case Shape.Anything anything -> "";
        };
    }
}
