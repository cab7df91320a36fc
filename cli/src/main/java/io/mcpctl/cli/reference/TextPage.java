package io.mcpctl.cli.reference;

import io.mcpctl.cli.Usage;
import java.util.List;

/** A page for the terminal: {@code --help}. */
public final class TextPage {
    private static final int WIDTH = 100;
    private static final int WIDEST_NAMES = 30;

    private TextPage() {}

    public static String of(Page page) {
        StringBuilder text = new StringBuilder(2048);
        text.append("Usage: ").append(page.synopsis()).append('\n');
        wrapped(text, page.usage().summary(), 0);
        options(text, "Options:", page.usage().options());
        options(text, "Options of every command:", page.globalOptions());
        if (!page.usage().examples().isEmpty()) {
            text.append("\nExamples:\n");
            page.usage()
                    .examples()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static void options(StringBuilder text, String heading, List<Usage.Option> options) {
        if (options.isEmpty()) {
            return;
        }
        text.append('\n').append(heading).append('\n');
        int column = 4
                + options.stream()
                        .mapToInt(option -> line(option).length())
                        .filter(length -> length <= WIDEST_NAMES)
                        .max()
                        .orElse(WIDEST_NAMES);
        for (Usage.Option option : options) {
            String names = line(option);
            text.append("  ").append(names);
            if (names.length() + 4 > column) {
                text.append('\n').repeat(' ', column);
            } else {
                text.repeat(' ', column - names.length() - 2);
            }
            wrapped(text, option.description(), column);
        }
    }

    /** Options without a short name are indented like the others. */
    private static String line(Usage.Option option) {
        return (option.names().getFirst().startsWith("--") ? "    " : "") + Page.names(option);
    }

    private static void wrapped(StringBuilder text, String sentence, int indent) {
        int used = indent;
        boolean first = true;
        for (String word : sentence.strip().split("\\s+")) {
            if (!first && used + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', indent);
                used = indent;
                first = true;
            }
            text.append(first ? "" : " ").append(word);
            used += word.length() + (first ? 0 : 1);
            first = false;
        }
        text.append('\n');
    }
}
