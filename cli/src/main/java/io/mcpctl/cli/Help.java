package io.mcpctl.cli;

import io.mcpctl.cli.command.Commands;
import io.mcpctl.cli.external.ExternalCommands;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The overview of all commands. */
public final class Help {
    private Help() {}

    public static void overview(PrintStream out, Map<String, String> environment) {
        out.println("Usage: mcpctl <command> [names...] [options]");
        out.println();
        out.println("Runs MCP servers and puts them behind one endpoint for each project.");
        out.println();
        Map<String, String> lines = lines();
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
        lines.forEach((name, line) -> out.println("  " + name + " ".repeat(width - name.length()) + line));
        Set<String> externals = ExternalCommands.of(environment).names();
        if (!externals.isEmpty()) {
            out.println();
            out.println("External commands (see `mcpctl plugin list --external`): " + String.join(", ", externals));
        }
        out.println();
        out.println("Start with `mcpctl quickstart`; `mcpctl <command> --help` has options and examples.");
        out.println("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict,");
        out.println("6 time-out or daemon not reachable, 130 interrupted.");
    }

    /** A line for each command; commands that share their first word share a line, which names the second words. */
    private static Map<String, String> lines() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : Commands.NAMES) {
            groups.computeIfAbsent(name.split(" ", 2)[0], any -> new ArrayList<>())
                    .add(name);
        }
        Map<String, String> lines = new LinkedHashMap<>();
        groups.forEach((word, names) -> {
            if (names.size() == 1) {
                lines.put(names.getFirst(), Commands.summary(names.getFirst()));
            } else {
                lines.put(
                        word,
                        names.stream()
                                .map(name -> name.substring(word.length() + 1))
                                .collect(Collectors.joining(" | ")));
            }
        });
        return lines;
    }
}
