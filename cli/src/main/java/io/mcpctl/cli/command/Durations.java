package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}; a bare number is seconds. */
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,7})([smhd])");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}");

    private Durations() {}

    static Duration parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher parts = PART.matcher(text);
        Duration whole = Duration.ZERO;
        int at = 0;
        while (at < text.length() && parts.find(at) && parts.start() == at) {
            long number = Long.parseLong(parts.group(1));
            whole = whole.plus(
                    switch (parts.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        case "d" -> Duration.ofDays(number);
                        default -> Duration.ofSeconds(number);
                    });
            at = parts.end();
        }
        if (text.isEmpty() || at < text.length()) {
            throw CliException.usage("\"" + text + "\" is no duration; write such as 90s, 5m, 1h30m or 2d");
        }
        return whole;
    }
}
