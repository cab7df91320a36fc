package io.mcpctl.resources.internal;

import java.util.List;

/** The sort of value a member holds, as far as JSON, columns and explanations need it. */
sealed interface Shape {
    /** The word shown to people. */
    String word();

    /** Whether its column is JSON. */
    default boolean structured() {
        return false;
    }

    /** A scalar that JSON and SQL know. */
    enum Scalar implements Shape {
        STRING("string"),
        INTEGER("integer"),
        LONG("integer"),
        NUMBER("number"),
        BOOLEAN("boolean"),
        TIME("timestamp");

        private final String word;

        Scalar(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** One of the constants of an enum. */
    record Choice(Class<? extends Enum<?>> type) implements Shape {
        List<String> values() {
            return List.of(type.getEnumConstants()).stream().map(Enum::name).toList();
        }

        @Override
        public String word() {
            return "string";
        }
    }

    /** A nested record. */
    record Nested(RecordSchema schema) implements Shape {
        @Override
        public String word() {
            return "object";
        }

        @Override
        public boolean structured() {
            return true;
        }
    }

    /** A list of equal shapes. */
    record ListOf(Shape element) implements Shape {
        @Override
        public String word() {
            return "array of " + element.word();
        }

        @Override
        public boolean structured() {
            return true;
        }
    }

    /**
     * An object with free keys.
     *
     * @param nullable whether a key may have no value, which is an empty {@code Optional} then
     */
    record MapOf(Shape value, boolean nullable) implements Shape {
        @Override
        public String word() {
            return "map of " + value.word();
        }

        @Override
        public boolean structured() {
            return true;
        }
    }

    /** Any JSON. */
    record Anything() implements Shape {
        @Override
        public String word() {
            return "any";
        }

        @Override
        public boolean structured() {
            return true;
        }
    }
}
