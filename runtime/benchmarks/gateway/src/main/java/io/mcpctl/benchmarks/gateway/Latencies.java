package io.mcpctl.benchmarks.gateway;

/** How often calls took how long, with a resolution of 1.6 percent; one thread writes. */
final class Latencies {
    private static final int STEPS = 64;

    private final long[] counts = new long[STEPS * 48];
    private long total;

    void add(long nanos) {
        counts[index(Math.max(STEPS, nanos))]++;
        total++;
    }

    private static int index(long nanos) {
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - 6;
        return Math.min(STEPS * shift + (int) (nanos >>> shift), STEPS * 48 - 1);
    }

    long total() {
        return total;
    }

    /** Milliseconds within which the share of all calls was answered. */
    double millis(double share) {
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upper(i) / 1e6;
            }
        }
        return 0;
    }

    private static double upper(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        return (double) ((long) (index - STEPS * shift + 1) << shift);
    }
}
