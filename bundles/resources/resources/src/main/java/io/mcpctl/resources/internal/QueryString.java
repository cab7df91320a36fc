package io.mcpctl.resources.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters, decoded here so that what is wrong with them is said like everything else. */
final class QueryString {
    private static final int PARAMETERS = 100;

    private QueryString() {}

    static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return values;
        }
        String[] parts = query.split("&", -1);
        if (parts.length > PARAMETERS) {
            throw new ProblemException(
                    ProblemKind.INVALID, "the query has " + parts.length + " parameters; allowed are " + PARAMETERS);
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            values.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(equals < 0 ? "" : decode(part.substring(equals + 1)));
        }
        return values;
    }

    /** A segment of a path, where {@code +} means itself. */
    static String segment(String text) {
        return decode(text.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemKind.INVALID, "'" + Texts.shorten(text) + "' is not percent-encoded correctly", e);
        }
    }
}
