package io.mcpctl.stage.api;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A configuration that people write into a pipeline: texts, numbers, truth values, lists and maps of them. Reading a
 * value of a wrong type or range throws a {@link ProblemException} of kind INVALID that names the key.
 */
public record Settings(Map<String, Object> values) {
    /** No configuration: every value is its default. */
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A whole number. */
    public int number(String key, int missing, int min, int max) {
        Object value = values.get(key);
        if (value == null) {
            return missing;
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        long found = whole ? ((Number) value).longValue() : Long.MIN_VALUE;
        if (!whole || found < min || found > max) {
            throw wrong(key, value, "a whole number from " + min + " to " + max);
        }
        return (int) found;
    }

    /** A text. */
    public String text(String key, String missing) {
        Object value = values.get(key);
        if (value == null) {
            return missing;
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, value, "a text");
    }

    /** One of several words. */
    public String word(String key, String missing, List<String> allowed) {
        String found = text(key, missing);
        if (!allowed.contains(found)) {
            throw wrong(key, found, "one of " + String.join(", ", allowed));
        }
        return found;
    }

    /** A truth value. */
    public boolean flag(String key, boolean missing) {
        Object value = values.get(key);
        if (value == null) {
            return missing;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, value, "true or false");
    }

    /** Refuses keys that are not known, so that a misspelt one is not taken for absent. */
    public void only(Collection<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        key + " is not known here; known are "
                                + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    private static ProblemException wrong(String key, Object value, String wanted) {
        return new ProblemException(ProblemKind.INVALID, key + " is " + value + ", but has to be " + wanted);
    }
}
