package io.mcpctl.cli;

import java.util.ArrayList;
import java.util.List;

/** The options that every line may hold, before the command or after it. */
public final class GlobalOptions {
    /** What {@code -v} alone means. */
    static final int USUAL_VERBOSITY = 8;

    static final int MOST_VERBOSITY = 9;

    private static final Usage.Option VERBOSE = new Usage.Option(
            List.of("-v", "--verbose"),
            "<0-9>",
            "show requests on stderr, secrets masked: -v=1 the address, 6 requests, 7 headers, 8 bodies, 9 whole bodies;"
                    + " -v alone is 8");

    private static final List<Usage.Option> ALL = List.of(
            Usage.Option.value(
                    "-o", "--output", "<format>", "table, wide, json, yaml, name, jsonpath=..., custom-columns=..."),
            Usage.Option.value("-p", "--project", "<project>", "the project that is meant; else that of the context"),
            Usage.Option.value(
                    "--context", "<context>", "daemon and project as `mcpctl config set-context` named them"),
            Usage.Option.value("--daemon-url", "<url>", "address of the daemon; else MCPCTL_URL or the running one"),
            Usage.Option.flag("--direct", "talk to the control plane itself, not through the proxy"),
            Usage.Option.value("--port", "<n>", "port of the daemon on this machine; else MCPCTL_PORT or 3200"),
            Usage.Option.value("--home", "<dir>", "folder of the daemon; else MCPCTL_HOME or ~/.mcpctl"),
            Usage.Option.value("--color", "<auto|always|never>", "colours on a terminal, unless NO_COLOR is set"),
            VERBOSE);

    private GlobalOptions() {}

    /** Those that the command does not use for something else, in the order of the help. */
    public static List<Usage.Option> beside(Usage usage) {
        List<Usage.Option> free = new ArrayList<>(ALL.size());
        for (Usage.Option global : ALL) {
            if (usage.options().stream().noneMatch(own -> own.names().stream().anyMatch(global.names()::contains))) {
                free.add(global);
            }
        }
        return free;
    }

    public static List<Usage.Option> all() {
        return ALL;
    }

    /** Whether the word is an option whose value is the next word. */
    static boolean takesValue(String word) {
        for (Usage.Option option : ALL) {
            if (!option.equals(VERBOSE) && option.names().contains(word)) {
                return !option.label().isEmpty();
            }
        }
        return false;
    }

    /** {@code -v}, {@code -v=7} and {@code -v7} as the option with its value; anything else as it is. */
    static String withVerbosity(String word) {
        if (!word.startsWith("-v") && !word.startsWith("--verbose")) {
            return word;
        }
        String rest = word.substring(word.startsWith("--") ? "--verbose".length() : "-v".length());
        if (rest.isEmpty()) {
            return "--verbose=" + USUAL_VERBOSITY;
        }
        if (rest.startsWith("=")) {
            return "--verbose" + rest;
        }
        return word.startsWith("-v") && Character.isDigit(rest.charAt(0)) ? "--verbose=" + rest : word;
    }
}
