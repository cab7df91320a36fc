package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.ArrayBody;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bodies of routes: an object with the members of a record, or, for a record marked so, the array in its only member. */
final class Bodies {
    private Bodies() {}

    static Record read(Class<? extends Record> type, RecordSchema schema, Exchange exchange) throws IOException {
        @Nullable ArrayBody array = type.getAnnotation(ArrayBody.class);
        return array == null
                ? new RecordReader(true).read(schema, exchange.bodyOrNothing(), Set.of())
                : read(schema, exchange.arrayBody(), !array.tolerant());
    }

    static Record read(RecordSchema schema, ArrayNode array, boolean strict) {
        String member = schema.members().getFirst().name();
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode().set(member, array);
        try {
            return new RecordReader(strict).read(schema, wrapped, Set.of());
        } catch (ProblemException e) {
            List<Violation> unwrapped = e.problem().violations().stream()
                    .map(v -> new Violation(v.path().substring(member.length()), v.message()))
                    .toList();
            throw RecordReader.invalid(unwrapped);
        }
    }
}
