package io.mcpctl.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed line: options by their long name, and the words. */
public record Arguments(Map<String, List<String>> options, List<String> words) {
    public Arguments {
        options = Map.copyOf(options);
        words = List.copyOf(words);
    }

    public Optional<String> value(String option) {
        return values(option).isEmpty()
                ? Optional.empty()
                : Optional.of(values(option).getLast());
    }

    public List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value as a number of the range. */
    public Optional<Integer> number(String option, int least, int most) {
        return value(option).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Reported below, like a number out of range.
            }
            throw CliException.usage(option + " is \"" + text + "\"; give a number from " + least + " to " + most);
        });
    }
}
