package io.mcpctl.servers.internal;

import io.mcpctl.servers.api.InstanceSpec.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the probes of one instance add up to. Written by one thread, read by many. */
final class HealthRecord {
    private volatile Optional<Health> health = Optional.empty();
    private volatile Instant since = Instant.now();
    private int failures;

    /** Counts one probe; true when the health changed. */
    boolean add(boolean success, int threshold, Instant now) {
        failures = success ? 0 : failures + 1;
        Health next = success ? Health.healthy : failures >= threshold ? Health.unhealthy : Health.degraded;
        boolean changed = !health.equals(Optional.of(next));
        if (changed) {
            health = Optional.of(next);
            since = now;
        }
        return changed;
    }

    Optional<Health> health() {
        return health;
    }

    boolean healthyFor(Duration time, Instant now) {
        return health.equals(Optional.of(Health.healthy)) && !now.isBefore(since.plus(time));
    }
}
