package io.mcpctl.templates.internal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts in which {@code ${NAME}} stands for the value of a variable. */
final class Placeholders {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private Placeholders() {}

    /** Names of the variables in a text. */
    static Set<String> in(String text) {
        return PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Names of the variables that the texts of a template hold. */
    static Set<String> in(TemplateSpec template) {
        return Stream.of(
                        template.command().stream(),
                        template.args().stream(),
                        template.externalUrl().stream(),
                        template.headers().stream().map(TemplateSpec.Header::value))
                .flatMap(texts -> texts)
                .flatMap(text -> in(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text with values; absent when one of its variables has none. */
    static Optional<String> fill(String text, Function<String, Optional<String>> values) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            Optional<String> value = values.apply(place.group(1)).filter(found -> !found.isEmpty());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.append(text, end, place.start()).append(value.get());
            end = place.end();
        }
        return Optional.of(filled.append(text, end, text.length()).toString());
    }
}
