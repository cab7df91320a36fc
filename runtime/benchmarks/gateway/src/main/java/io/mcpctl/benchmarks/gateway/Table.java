package io.mcpctl.benchmarks.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The result, in Markdown. */
final class Table {
    static final String HEAD = """
            | sessions | result | row | upstream | p50 ms | p99 ms | p99.9 ms | req/s | / direct | CPU ms/call | RSS MiB | errors |
            |---:|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|""";

    private Table() {}

    /** One window. */
    record Sample(
            double p50,
            double p99,
            double p999,
            double perSecond,
            double ratio,
            double cpuMillis,
            double rss,
            int errors) {}

    /** The windows of one row: of each figure the middle one counts, of errors all. */
    static final class Line {
        private final Row row;
        private final int sessions;
        private final int size;
        private final List<Sample> samples = new ArrayList<>();

        Line(Row row, int sessions, int size) {
            this.row = row;
            this.sessions = sessions;
            this.size = size;
        }

        void add(Sample sample) {
            samples.add(sample);
        }

        private double middle(ToDoubleFunction<Sample> figure) {
            double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %s | %.2f | %.2f | %.2f | %.0f | %.2f | %.3f | %.0f | %d |",
                    sessions,
                    Options.size(size),
                    row.name(),
                    row.upstream(),
                    middle(Sample::p50),
                    middle(Sample::p99),
                    middle(Sample::p999),
                    middle(Sample::perSecond),
                    middle(Sample::ratio),
                    middle(Sample::cpuMillis),
                    middle(Sample::rss),
                    samples.stream().mapToInt(Sample::errors).sum());
        }
    }
}
