package io.mcpctl.observe.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * One metric with all its series.
 *
 * @param type {@code counter}, {@code gauge} or {@code histogram}
 */
record Family(String name, String type, String help, List<Sample> samples) {

    /** A name and a value that tell series apart. */
    record Label(String name, String value) {}

    /**
     * One number.
     *
     * @param suffix what is appended to the name of the metric; empty but for histograms
     */
    record Sample(String suffix, List<Label> labels, double value) {}

    static Family of(String name, String type, String help) {
        return new Family(name, type, help, new ArrayList<>());
    }

    Family add(double value, Label... labels) {
        samples.add(new Sample("", List.of(labels), value));
        return this;
    }

    /** All series of one histogram. */
    Family add(Histogram.Snapshot took, Label... labels) {
        for (int i = 0; i < Histogram.ENDS.size(); i++) {
            bucket(Histogram.ENDS.get(i).toString(), took.upTo().get(i), labels);
        }
        bucket("+Inf", took.count(), labels);
        samples.add(new Sample("_sum", List.of(labels), took.seconds()));
        samples.add(new Sample("_count", List.of(labels), took.count()));
        return this;
    }

    private void bucket(String end, long count, Label... labels) {
        List<Label> all = new ArrayList<>(List.of(labels));
        all.add(new Label("le", end));
        samples.add(new Sample("_bucket", all, count));
    }
}
