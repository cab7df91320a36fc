package io.mcpctl.cli.reference;

import io.mcpctl.cli.GlobalOptions;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.command.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All files of the reference, written from the table of commands. */
public final class Reference {
    /** Where the files for the web are, seen from the checkout. */
    public static final String MARKDOWN = "docs/cli";
    /** Where the manual pages are. */
    public static final String MANUAL = "docs/man";
    /** What writes them. */
    public static final String HOW = "./mvnw -B package -pl cli/picocli,cli -am -DskipTests && ./mcpctl __reference";

    private static final String NOTE =
            "<!-- Written from the table of commands; do not edit. To write it again:\n     " + HOW + " -->\n\n";

    private Reference() {}

    static List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        for (String name : Commands.NAMES) {
            Commands.named(name).ifPresent(command -> pages.add(new Page(name, command.usage())));
        }
        return pages;
    }

    /** The content of each file by its path from the checkout. */
    public static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        markdown().forEach((name, text) -> files.put(MARKDOWN + "/" + name, text));
        manual().forEach((name, text) -> files.put(MANUAL + "/" + name, text));
        return files;
    }

    /** The manual pages by file name. */
    public static Map<String, String> manual() {
        Map<String, String> files = new TreeMap<>();
        List<Page> pages = pages();
        files.put("mcpctl.1", RoffPage.overview(pages, globals()));
        for (Page page : pages) {
            files.put(page.title().replace(' ', '-') + ".1", RoffPage.of(page));
        }
        return files;
    }

    private static List<Usage.Option> globals() {
        List<Usage.Option> globals = new ArrayList<>(GlobalOptions.all());
        globals.add(Page.HELP);
        return globals;
    }

    /** A file for each first word. */
    private static Map<String, String> markdown() {
        Map<String, List<Page>> groups = new LinkedHashMap<>();
        for (Page page : pages()) {
            groups.computeIfAbsent(page.name().split(" ", 2)[0], any -> new ArrayList<>())
                    .add(page);
        }
        Map<String, String> files = new TreeMap<>();
        groups.forEach((word, pages) -> files.put(word + ".md", file(word, pages)));
        files.put("README.md", index(groups));
        return files;
    }

    private static String file(String word, List<Page> pages) {
        StringBuilder text = new StringBuilder(NOTE);
        boolean alone = pages.size() == 1;
        if (!alone) {
            text.append("# mcpctl ").append(word).append("\n\n");
        }
        pages.forEach(page -> MarkdownPage.write(text, alone ? "#" : "##", page));
        text.append("[Options of every command](README.md#options-of-every-command) may be added.\n");
        return text.toString();
    }

    private static String index(Map<String, List<Page>> groups) {
        StringBuilder text =
                new StringBuilder(NOTE).append("# The commands\n\n| command | what it does |\n|---|---|\n");
        groups.forEach((word, pages) -> pages.forEach(page -> text.append("| [`")
                .append(page.title())
                .append("`](")
                .append(word)
                .append(".md) | ")
                .append(page.usage().summary().replace("|", "\\|"))
                .append(" |\n")));
        text.append("\n## Options of every command\n\n");
        MarkdownPage.options(text, globals());
        text.append("What they mean together is told in [The command line](../cli.md).\n");
        return text.toString();
    }
}
