package io.mcpctl.cli.reference;

import io.mcpctl.cli.GlobalOptions;
import io.mcpctl.cli.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What there is to say of one command, however it is printed. */
public record Page(String name, Usage usage) {
    static final Usage.Option HELP = Usage.Option.flag("-h", "--help", "show this help");

    public String title() {
        return "mcpctl " + name;
    }

    String synopsis() {
        return title() + (usage.parameters().isEmpty() ? "" : " " + usage.parameters()) + " [options]";
    }

    /** Those that every line may hold beside the command's own. */
    List<Usage.Option> globalOptions() {
        List<Usage.Option> options = new ArrayList<>(GlobalOptions.beside(usage));
        options.add(HELP);
        return options;
    }

    /** The names with the label of the value, as in {@code -p, --project=<project>}. */
    static String names(Usage.Option option) {
        String names = option.names().stream().collect(Collectors.joining(", "));
        if (option.names().contains("--verbose")) {
            return names + "[=" + option.label() + "]";
        }
        return option.label().isEmpty() ? names : names + "=" + option.label();
    }
}
