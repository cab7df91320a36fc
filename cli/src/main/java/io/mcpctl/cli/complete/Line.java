package io.mcpctl.cli.complete;

import io.mcpctl.cli.Arguments;
import io.mcpctl.cli.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line before the cursor.
 *
 * @param arguments what it says already
 * @param pending the option whose value comes next
 * @param ended whether no options can come any more
 */
record Line(Arguments arguments, Optional<Usage.Option> pending, boolean ended) {
    static Line of(List<String> rest, List<Usage.Option> options) {
        Map<String, List<String>> values = new HashMap<>();
        List<String> words = new ArrayList<>();
        Optional<Usage.Option> pending = Optional.empty();
        boolean ended = false;
        for (String word : rest) {
            if (pending.isPresent()) {
                values.computeIfAbsent(key(pending.get()), any -> new ArrayList<>())
                        .add(word);
                pending = Optional.empty();
            } else if (ended || !word.startsWith("-") || word.length() == 1) {
                words.add(word);
            } else if (word.equals("--")) {
                ended = true;
            } else {
                int equals = word.indexOf('=');
                Optional<Usage.Option> option = named(options, equals < 0 ? word : word.substring(0, equals));
                if (option.isPresent() && equals < 0 && takesValue(option.get())) {
                    pending = option;
                } else {
                    option.ifPresent(found -> values.computeIfAbsent(key(found), any -> new ArrayList<>())
                            .add(equals < 0 ? "" : word.substring(equals + 1)));
                }
            }
        }
        return new Line(new Arguments(values, words), pending, ended);
    }

    static Optional<Usage.Option> named(List<Usage.Option> options, String name) {
        return options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    private static boolean takesValue(Usage.Option option) {
        return !option.label().isEmpty() && !option.names().contains("--verbose");
    }

    private static String key(Usage.Option option) {
        return option.names().stream()
                .reduce((a, b) -> b.length() > a.length() ? b : a)
                .orElse("");
    }
}
