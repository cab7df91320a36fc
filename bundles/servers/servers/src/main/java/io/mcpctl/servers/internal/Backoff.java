package io.mcpctl.servers.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Growing pauses between starts that fail: 1, 2, 4 ... 60 seconds. Guarded by the lock of its server. */
final class Backoff {
    private static final long MAX_SECONDS = 60;

    private int failures;
    private Optional<Instant> next = Optional.empty();

    void failed(Instant now) {
        long seconds = Math.min(MAX_SECONDS, 1L << Math.min(failures, 10));
        failures++;
        next = Optional.of(now.plus(Duration.ofSeconds(seconds)));
    }

    boolean due(Instant now) {
        return next.map(time -> !now.isBefore(time)).orElse(true);
    }

    Optional<Instant> next() {
        return next;
    }

    void reset() {
        failures = 0;
        next = Optional.empty();
    }
}
