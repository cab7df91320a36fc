package io.mcpctl.servers.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits as people write them: {@code 512Mi}, {@code 1G}, {@code 0.5}, {@code 500m}. */
final class Quantity {
    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,12})(Ki|Mi|Gi|Ti|k|K|M|G|T)?");
    private static final Pattern CPUS = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)(m)?");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40,
            "k",
            1_000L,
            "K",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L);

    private Quantity() {}

    /** In bytes; empty when it is not a quantity or too large to count. */
    static Optional<Long> memory(String text) {
        Matcher match = MEMORY.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long unit = UNITS.getOrDefault(match.group(2) == null ? "" : match.group(2), 1L);
        long number = Long.parseLong(match.group(1));
        return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }

    /** In cores. */
    static Optional<Double> cpus(String text) {
        Matcher match = CPUS.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(match.group(1));
        return Optional.of(match.group(2) == null ? number : number / 1_000);
    }
}
