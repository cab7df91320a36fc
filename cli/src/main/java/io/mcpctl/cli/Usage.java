package io.mcpctl.cli;

import java.util.List;

/**
 * What a command's line may hold; the help is printed from it.
 *
 * @param parameters names of the positional parameters as in the help, empty when there are none
 * @param least how many of them are needed
 * @param most how many are allowed
 */
public record Usage(
        String summary, String parameters, int least, int most, List<Option> options, List<String> examples) {
    /** For commands that take any number of parameters. */
    public static final int ANY = 10_000;

    public Usage {
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /** An option; without {@code label} it is a switch. The last name is the one it is asked by. */
    public record Option(List<String> names, String label, String description) {
        public Option {
            names = List.copyOf(names);
        }

        public static Option value(String name, String label, String description) {
            return new Option(List.of(name), label, description);
        }

        public static Option value(String shortName, String name, String label, String description) {
            return new Option(List.of(shortName, name), label, description);
        }

        public static Option flag(String shortName, String name, String description) {
            return new Option(List.of(shortName, name), "", description);
        }

        public static Option flag(String name, String description) {
            return new Option(List.of(name), "", description);
        }
    }
}
