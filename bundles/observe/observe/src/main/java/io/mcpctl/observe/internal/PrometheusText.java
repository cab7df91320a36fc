package io.mcpctl.observe.internal;

import io.mcpctl.observe.internal.Family.Label;
import io.mcpctl.observe.internal.Family.Sample;
import java.util.List;
import java.util.stream.Collectors;

/** The text format of Prometheus, version 0.0.4. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    static String of(List<Family> families) {
        StringBuilder out = new StringBuilder();
        for (Family family : families) {
            out.append("# HELP ").append(family.name()).append(' ').append(help(family.help()));
            out.append("\n# TYPE ")
                    .append(family.name())
                    .append(' ')
                    .append(family.type())
                    .append('\n');
            for (Sample sample : family.samples()) {
                out.append(family.name()).append(sample.suffix()).append(labels(sample.labels()));
                out.append(' ').append(number(sample.value())).append('\n');
            }
        }
        return out.toString();
    }

    private static String labels(List<Label> labels) {
        return labels.isEmpty()
                ? ""
                : labels.stream()
                        .map(label -> label.name() + "=\"" + value(label.value()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String help(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String value(String text) {
        return help(text).replace("\"", "\\\"");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
