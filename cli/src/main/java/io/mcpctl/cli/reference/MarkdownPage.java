package io.mcpctl.cli.reference;

import io.mcpctl.cli.Usage;
import java.util.List;

/** A page of the reference for the web. */
final class MarkdownPage {
    private MarkdownPage() {}

    /** @param heading how deep in the file it stands, such as {@code ##} */
    static void write(StringBuilder text, String heading, Page page) {
        text.append(heading).append(' ').append(page.title()).append("\n\n");
        text.append(page.usage().summary()).append(".\n\n");
        text.append("```\n").append(page.synopsis()).append("\n```\n\n");
        options(text, page.usage().options());
        if (!page.usage().examples().isEmpty()) {
            text.append("```sh\n");
            page.usage().examples().forEach(line -> text.append(line).append('\n'));
            text.append("```\n\n");
        }
    }

    static void options(StringBuilder text, List<Usage.Option> options) {
        if (options.isEmpty()) {
            return;
        }
        text.append("| option | what it does |\n|---|---|\n");
        for (Usage.Option option : options) {
            text.append("| `").append(cell(Page.names(option))).append("` | ");
            text.append(cell(option.description().strip())).append(" |\n");
        }
        text.append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
