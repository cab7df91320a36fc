package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mcpctl.problem.api.Problem.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Where a list goes on: the values that decide the order, of the last resource that was sent. */
record ListPosition(List<String> values) {
    private static final int LIMIT = 4096;

    ListPosition {
        values = List.copyOf(values);
    }

    /** As clients hand it back. */
    String token() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.MAPPER.writeValueAsBytes(array));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written", e);
        }
    }

    /**
     * @param size number of values that the list's order has
     * @throws io.mcpctl.problem.api.ProblemException INVALID for what no list of this order gave out
     */
    static ListPosition parse(String token, int size) {
        try {
            JsonNode array = token.length() > LIMIT
                    ? null
                    : Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII)));
            if (array instanceof ArrayNode && array.size() == size) {
                List<String> values = new ArrayList<>();
                array.forEach(value -> values.add(value.isTextual() ? value.textValue() : "\0"));
                if (values.stream().allMatch(Texts::isStorable)) {
                    return new ListPosition(values);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // No token of ours: said below, whatever it is.
        }
        throw RecordReader.invalid(
                List.of(new Violation("continue", "is not what a list of this kind gave out; begin again without it")));
    }
}
