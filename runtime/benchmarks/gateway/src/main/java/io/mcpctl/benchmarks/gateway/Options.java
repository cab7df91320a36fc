package io.mcpctl.benchmarks.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What to measure.
 *
 * @param only rows to measure, none = all
 * @param initializations how many sessions to open without ending them for the memory figures, 0 = no such run
 */
record Options(
        Path root,
        List<String> only,
        List<Integer> sessions,
        List<Integer> sizes,
        Duration window,
        Duration warmUp,
        int rounds,
        int initializations) {
    static final String USAGE = """
            Usage: runtime/benchmarks/gateway.sh [options]
              --only ROW,...       rows to measure (direct is always measured); --list prints them
              --sessions N,...     sessions at one time, default 1,8,32,256
              --sizes SIZE,...     size of a result, default 100,10k,1m
              --window SECONDS     length of a window, default 5
              --warm-up SECONDS    load before the first window of a row, default 8; a quarter of it before later ones
              --rounds N           windows of each row, in turns; the table has the middle one, default 3
              --initialize N       instead: open N sessions without ending them, twice, and print the daemon's memory
              --list               print the rows and end""";

    static Options parse(String[] args) {
        Options options = new Options(
                Path.of(System.getProperty("root", ".")).toAbsolutePath().normalize(),
                List.of(),
                List.of(1, 8, 32, 256),
                List.of(100, 10 << 10, 1 << 20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                3,
                0);
        for (int i = 0; i < args.length; i += 2) {
            options = options.with(args[i], i + 1 < args.length ? args[i + 1] : "");
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--only" -> new Options(root, words(value), sessions, sizes, window, warmUp, rounds, initializations);
            case "--sessions" ->
                new Options(root, only, numbers(value), sizes, window, warmUp, rounds, initializations);
            case "--sizes" ->
                new Options(root, only, sessions, numbers(value), window, warmUp, rounds, initializations);
            case "--window" ->
                new Options(root, only, sessions, sizes, seconds(value), warmUp, rounds, initializations);
            case "--warm-up" ->
                new Options(root, only, sessions, sizes, window, seconds(value), rounds, initializations);
            case "--rounds" -> new Options(root, only, sessions, sizes, window, warmUp, number(value), initializations);
            case "--initialize" -> new Options(root, only, sessions, sizes, window, warmUp, rounds, number(value));
            case "--list" -> throw new Stop(String.join("\n", Rows.names()));
            default -> throw new Stop(USAGE);
        };
    }

    /** Ends the program with a text for people. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop(String text) {
            super(text);
        }
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    private static List<Integer> numbers(String value) {
        return words(value).stream().map(Options::number).toList();
    }

    private static Duration seconds(String value) {
        return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
    }

    private static int number(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        int unit = text.endsWith("k") ? 1 << 10 : text.endsWith("m") ? 1 << 20 : 1;
        return unit * Integer.parseInt(unit == 1 ? text : text.substring(0, text.length() - 1));
    }

    /** Sizes as people write them. */
    static String size(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes >= 1 << 10 ? (bytes >> 10) + " KB" : bytes + " B";
    }
}
