package io.mcpctl.cli.reference;

import io.mcpctl.cli.Usage;
import java.util.List;
import java.util.Locale;

/** A manual page. */
final class RoffPage {
    private final StringBuilder text = new StringBuilder(4096);

    private RoffPage(String title) {
        text.append(".TH \"").append(title.replace(' ', '-').toUpperCase(Locale.ROOT));
        text.append("\" \"1\" \"\" \"mcpctl\" \"mcpctl manual\"\n");
    }

    static String of(Page page) {
        RoffPage roff = new RoffPage(page.title());
        roff.section("NAME")
                .line(page.title().replace(' ', '-') + " - " + page.usage().summary());
        roff.section("SYNOPSIS").bold(page.title());
        roff.line(page.synopsis().substring(page.title().length()).strip());
        roff.section("DESCRIPTION").line(page.usage().summary() + ".");
        roff.options("OPTIONS", page.usage().options());
        roff.options("OPTIONS OF EVERY COMMAND", page.globalOptions());
        if (!page.usage().examples().isEmpty()) {
            roff.section("EXAMPLES").text.append(".nf\n");
            page.usage().examples().forEach(roff::line);
            roff.text.append(".fi\n");
        }
        roff.exitCodes();
        roff.section("SEE ALSO").bold(page.name().contains(" ") ? "mcpctl(1), mcpctl help" : "mcpctl(1)");
        return roff.text.toString();
    }

    /** The page of the program itself. */
    static String overview(List<Page> pages, List<Usage.Option> globals) {
        RoffPage roff = new RoffPage("mcpctl");
        roff.section("NAME").line("mcpctl - run MCP servers and put them behind one endpoint for each project");
        roff.section("SYNOPSIS").bold("mcpctl").line("<command> [names...] [options]");
        roff.section("COMMANDS");
        for (Page page : pages) {
            roff.text.append(".TP\n");
            roff.bold(page.title().replace(' ', '-') + "(1)").line(page.usage().summary());
        }
        roff.options("OPTIONS OF EVERY COMMAND", globals);
        roff.exitCodes();
        roff.section("FILES").text.append(".TP\n");
        roff.bold("~/.mcpctl/config.json").line("settings and contexts; another folder with MCPCTL_HOME");
        return roff.text.toString();
    }

    private RoffPage section(String name) {
        text.append(".SH ").append(name).append('\n');
        return this;
    }

    private void options(String heading, List<Usage.Option> options) {
        if (options.isEmpty()) {
            return;
        }
        section(heading);
        for (Usage.Option option : options) {
            text.append(".TP\n");
            bold(Page.names(option)).line(option.description().strip());
        }
    }

    private void exitCodes() {
        section("EXIT STATUS")
                .line("0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict,"
                        + " 6 time-out or daemon not reachable, 130 interrupted.");
    }

    private RoffPage bold(String words) {
        text.append("\\fB").append(escaped(words)).append("\\fR\n");
        return this;
    }

    private RoffPage line(String words) {
        String line = escaped(words);
        // A full stop or an apostrophe at the beginning would be a request.
        text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(line)
                .append('\n');
        return this;
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace('\n', ' ');
    }
}
