package io.mcpctl.observe.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long things take, in buckets. Many writers, cheap; a reader may see a measurement in part. */
final class Histogram {
    /** Upper ends of the buckets in seconds; one more bucket has no end. */
    static final List<Double> ENDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private final List<LongAdder> buckets = Collections.nCopies(ENDS.size() + 1, 0).stream()
            .map(n -> new LongAdder())
            .toList();
    private final LongAdder nanos = new LongAdder();

    /**
     * What was measured so far.
     *
     * @param upTo for each of the ends, how many took so long or less
     * @param count of all
     * @param seconds that all took together
     */
    record Snapshot(List<Long> upTo, long count, double seconds) {

        double meanMillis() {
            return count == 0 ? 0 : seconds * 1000 / count;
        }

        /** The time that this share of all kept within, interpolated in its bucket; the last end at most. */
        double quantileMillis(double share) {
            double rank = share * count;
            long before = 0;
            double start = 0;
            for (int i = 0; i < ENDS.size(); i++) {
                long here = upTo.get(i) - before;
                if (upTo.get(i) >= rank && here > 0) {
                    return (start + (ENDS.get(i) - start) * (rank - before) / here) * 1000;
                }
                before = upTo.get(i);
                start = ENDS.get(i);
            }
            return count == 0 ? 0 : ENDS.getLast() * 1000;
        }
    }

    void add(Duration took) {
        double seconds = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < ENDS.size() && seconds > ENDS.get(bucket)) {
            bucket++;
        }
        buckets.get(bucket).increment();
        nanos.add(took.toNanos());
    }

    Snapshot snapshot() {
        List<Long> upTo = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < ENDS.size(); i++) {
            sum += buckets.get(i).sum();
            upTo.add(sum);
        }
        return new Snapshot(upTo, sum + buckets.getLast().sum(), nanos.sum() / 1e9);
    }
}
