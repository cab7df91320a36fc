package io.mcpctl.benchmarks.gateway;

import java.time.Duration;

/**
 * What to measure of exchanging plug-ins.
 *
 * @param window of quiet, and the same with exchanges
 * @param swaps of each plug-in afterwards, for the levels
 */
record SwapOptions(Duration window, int swaps, int sessions, int size) {
    static final String USAGE = """
            Usage: runtime/benchmarks/swap.sh [options]
              --seconds N     length of the quiet window and of the one with exchanges, default 60
              --swaps N       exchanges of each plug-in for the levels of memory and threads, default 200
              --sessions N    sessions at one time, default 32
              --size N        bytes of a result, default 1000""";

    static SwapOptions parse(String[] args) {
        SwapOptions options = new SwapOptions(Duration.ofSeconds(60), 200, 32, 1000);
        for (int i = 1; i < args.length; i += 2) {
            options = options.with(args[i], i + 1 < args.length ? args[i + 1] : "");
        }
        return options;
    }

    private SwapOptions with(String name, String value) {
        return switch (name) {
            case "--seconds" -> new SwapOptions(Duration.ofSeconds(number(value)), swaps, sessions, size);
            case "--swaps" -> new SwapOptions(window, number(value), sessions, size);
            case "--sessions" -> new SwapOptions(window, swaps, number(value), size);
            case "--size" -> new SwapOptions(window, swaps, sessions, number(value));
            default -> throw new Options.Stop(USAGE);
        };
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new Options.Stop("\"" + text + "\" is no whole number above 0\n" + USAGE);
        }
        return Integer.parseInt(text);
    }
}
