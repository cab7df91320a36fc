package io.mcpctl.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What a filter asks of each value. */
sealed interface Condition {
    /** Whether the value passes. */
    boolean holds(JsonNode root, JsonNode value);

    /** There is something at the path. */
    record Exists(Path path) implements Condition {
        @Override
        public boolean holds(JsonNode root, JsonNode value) {
            return !path.select(root, value).isEmpty();
        }
    }

    /** Both sides have a value and they compare. */
    record Compare(Operand left, String operator, Operand right) implements Condition {
        @Override
        public boolean holds(JsonNode root, JsonNode value) {
            Optional<JsonNode> a = left.value(root, value);
            Optional<JsonNode> b = right.value(root, value);
            return a.isPresent() && b.isPresent() && compare(a.get(), b.get());
        }

        private boolean compare(JsonNode a, JsonNode b) {
            boolean numbers = a.isNumber() && b.isNumber();
            boolean equal = numbers ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b) || sameText(a, b);
            if (operator.equals("==") || operator.equals("!=")) {
                return operator.equals("==") == equal;
            }
            if (!a.isValueNode() || !b.isValueNode()) {
                return false;
            }
            int order = numbers
                    ? a.decimalValue().compareTo(b.decimalValue())
                    : a.asText().compareTo(b.asText());
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }

        /** {@code @.replicas=="1"} is what people write. */
        private static boolean sameText(JsonNode a, JsonNode b) {
            return a.isValueNode() && b.isValueNode() && a.asText().equals(b.asText());
        }
    }

    /** All of them hold. */
    record Every(List<Condition> parts) implements Condition {
        public Every {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(JsonNode root, JsonNode value) {
            return parts.stream().allMatch(part -> part.holds(root, value));
        }
    }

    /** One of them holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(JsonNode root, JsonNode value) {
            return parts.stream().anyMatch(part -> part.holds(root, value));
        }
    }

    /** One side of a comparison. */
    sealed interface Operand {
        Optional<JsonNode> value(JsonNode root, JsonNode value);
    }

    /** A word of the expression itself. */
    record Literal(JsonNode literal) implements Operand {
        @Override
        public Optional<JsonNode> value(JsonNode root, JsonNode value) {
            return Optional.of(literal);
        }
    }

    /** The first value at a path. */
    record At(Path path) implements Operand {
        @Override
        public Optional<JsonNode> value(JsonNode root, JsonNode value) {
            return path.select(root, value).stream().findFirst();
        }
    }
}
