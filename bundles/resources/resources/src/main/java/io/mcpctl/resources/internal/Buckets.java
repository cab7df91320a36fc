package io.mcpctl.resources.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what happens per second and key. Of very many keys the one that was quiet longest is forgotten. */
final class Buckets {
    private static final int KEYS = 10_000;
    private static final double NANOS = 1e9;

    private final int rate;
    private final LongSupplier clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > KEYS;
        }
    };

    private static final class Bucket {
        private double left;
        private long filled;

        Bucket(double left, long filled) {
            this.left = left;
            this.filled = filled;
        }
    }

    /** @param rate allowed per second; as many at once after a quiet second */
    Buckets(int rate, LongSupplier clock) {
        this.rate = rate;
        this.clock = clock;
    }

    int rate() {
        return rate;
    }

    synchronized boolean take(String key) {
        long now = clock.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(rate, now));
        bucket.left = Math.min(rate, bucket.left + (now - bucket.filled) / NANOS * rate);
        bucket.filled = now;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
