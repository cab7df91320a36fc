package io.mcpctl.cli.variables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One value that a server needs before it can be made.
 *
 * @param secret whether the value is kept in a secret and never shown
 * @param defaultValue empty when there is none
 */
public record Variable(String name, String description, boolean required, boolean secret, String defaultValue) {

    /** From {@code {name, description, required, secret, defaultValue}}; a name that says so makes it secret too. */
    public static Variable of(JsonNode json) {
        String name = json.path("name").asText();
        return new Variable(
                name,
                json.path("description").asText(""),
                json.path("required").asBoolean(),
                json.path("secret").asBoolean(secretName(name)),
                json.path("defaultValue").asText(""));
    }

    public static List<Variable> all(JsonNode array) {
        List<Variable> variables = new ArrayList<>();
        array.forEach(element -> variables.add(of(element)));
        return variables;
    }

    /**
     * Those of a template for a server that has values of some already, which need no other.
     *
     * @param values entries {@code {name, value}} or {@code {name, valueFrom}}
     */
    public static List<Variable> besides(JsonNode array, JsonNode values) {
        Set<String> known = new HashSet<>();
        for (JsonNode entry : values) {
            if (entry.has("valueFrom") || !entry.path("value").asText().isEmpty()) {
                known.add(entry.path("name").asText());
            }
        }
        return all(array).stream()
                .map(one -> known.contains(one.name())
                        ? new Variable(one.name(), one.description(), false, one.secret(), one.defaultValue())
                        : one)
                .toList();
    }

    /** Whether values of such a name are secrets: {@code *_KEY}, {@code *_SECRET}, {@code *_TOKEN}, or a password. */
    public static boolean secretName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.endsWith("_KEY")
                || upper.endsWith("_SECRET")
                || upper.endsWith("_TOKEN")
                || upper.contains("PASSWORD");
    }

    /** Whether a value must come from somewhere. */
    boolean needed() {
        return required && defaultValue.isEmpty();
    }
}
