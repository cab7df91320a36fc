package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with values in the places of its inputs. */
final class Filled {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]{1,200})}");

    private Filled() {}

    /** Nothing when a value is neither given nor has a default. */
    static Optional<String> text(RegistryText text, Map<String, String> given) {
        return filled(text, given, Integer.MAX_VALUE);
    }

    /** As {@link #text}, for an address. */
    static Optional<String> address(RegistryText text, Map<String, String> given) {
        int query = text.text().indexOf('?');
        return filled(text, given, query < 0 ? Integer.MAX_VALUE : query);
    }

    /** @param after values after this place are encoded as in a query */
    private static Optional<String> filled(RegistryText text, Map<String, String> given, int after) {
        Map<String, String> values = new HashMap<>();
        for (RegistryInput input : text.inputs()) {
            Optional<String> value =
                    Optional.ofNullable(given.get(input.name())).or(input::defaultValue);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(input.name(), value.get());
        }
        return Optional.of(PLACE.matcher(text.text()).replaceAll(found -> {
            String value = values.get(found.group(1));
            return Matcher.quoteReplacement(
                    value == null ? found.group() : found.start() > after ? Words.encoded(value) : value);
        }));
    }
}
