package io.mcpctl.observe.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** Reads the text format as strictly as a scraper does. */
final class PrometheusReader {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([-+0-9.eEInfNa]+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, Double> samples = new LinkedHashMap<>();

    PrometheusReader(String text) {
        Assertions.assertTrue(text.endsWith("\n"), "the text must end with a line feed");
        text.lines().forEach(this::line);
    }

    double value(String series) {
        Double value = samples.get(series);
        Assertions.assertNotNull(value, () -> series + " is missing in " + samples.keySet());
        return value == null ? 0 : value;
    }

    private void line(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            if (comment.group(1).equals("TYPE")) {
                Assertions.assertNull(types.put(comment.group(2), comment.group(3)), "second TYPE: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        Assertions.assertTrue(sample.matches(), "no sample: " + line);
        String family = sample.group(1).replaceFirst("_(bucket|sum|count)$", "");
        Assertions.assertTrue(
                types.containsKey(sample.group(1)) || "histogram".equals(types.get(family)), "no TYPE before: " + line);
        String key = sample.group(1) + labels(sample.group(2) == null ? "" : sample.group(2));
        Assertions.assertNull(samples.put(key, Double.parseDouble(sample.group(3))), "second sample: " + line);
    }

    private static String labels(String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            Assertions.assertTrue(label.find(at) && label.start() == at, "no label: " + text.substring(at));
            found.put(label.group(1), label.group(2));
            at = label.end();
        }
        return found.isEmpty() ? "" : found.toString();
    }
}
