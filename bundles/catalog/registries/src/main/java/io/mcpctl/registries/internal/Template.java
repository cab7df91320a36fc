package io.mcpctl.registries.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with the names of inputs in braces.
 *
 * @param inputs those that the text asks for; braces around other words are text
 */
record Template(String text, List<Input> inputs) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]{1,200})}");

    Template {
        inputs = List.copyOf(inputs);
    }

    static Template fixed(String text) {
        return new Template(text, List.of());
    }

    static Template of(Input input) {
        return new Template("{" + input.name() + "}", List.of(input));
    }

    boolean isFixed() {
        return inputs.isEmpty();
    }

    /**
     * The text with values, or nothing when one is neither given nor has a default.
     *
     * @param after values after this place are encoded as in a query
     */
    private Optional<String> filled(Map<String, String> given, int after) {
        Map<String, String> values = new HashMap<>();
        for (Input input : inputs) {
            Optional<String> value =
                    Optional.ofNullable(given.get(input.name())).or(input::defaultValue);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(input.name(), value.get());
        }
        return Optional.of(PLACE.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            return Matcher.quoteReplacement(
                    value == null ? found.group() : found.start() > after ? Words.encoded(value) : value);
        }));
    }

    Optional<String> filled(Map<String, String> given) {
        return filled(given, Integer.MAX_VALUE);
    }

    /** As {@link #filled}, for an address. */
    Optional<String> address(Map<String, String> given) {
        int query = text.indexOf('?');
        return filled(given, query < 0 ? Integer.MAX_VALUE : query);
    }

    /** The same where no secret can be referred to. */
    Template readable() {
        return new Template(text, inputs.stream().map(Input::readable).toList());
    }
}
