package io.mcpctl.servers.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps values of secrets out of texts that people and logs see. A program may print what it was given; short values
 * are left alone, because they occur everywhere by chance.
 */
final class Mask {
    static final Mask NONE = new Mask(List.of());
    private static final int SHORTEST = 6;
    private static final String STARS = "***";

    private final List<String> values;

    /** @param values those of several lines are recognised by each line as well, because logs are cut by lines */
    Mask(Collection<String> values) {
        this.values = values.stream()
                .flatMap(value -> Stream.concat(Stream.of(value), value.lines()))
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** What is left out, the longest first. */
    List<String> values() {
        return values;
    }

    String over(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, STARS);
        }
        return masked;
    }

    Optional<String> over(Optional<String> text) {
        return text.map(this::over);
    }
}
