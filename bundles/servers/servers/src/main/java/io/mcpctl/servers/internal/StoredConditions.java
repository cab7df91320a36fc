package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How servers do that another daemon runs, as it wrote it down. Read for all servers at once and kept for a second: a list
 * asks for each of them.
 */
final class StoredConditions {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private volatile @Nullable Seen seen;

    private record Seen(long at, Map<String, Work.Condition> byServer) {}

    Work.Condition of(String server, ResourceStore within) {
        Seen known = seen;
        if (known == null || System.nanoTime() - known.at() > FRESH.toNanos()) {
            known = new Seen(System.nanoTime(), read(within.list(Kinds.INSTANCE)));
            seen = known;
        }
        return known.byServer().getOrDefault(server, Work.Condition.UNKNOWN);
    }

    private static Map<String, Work.Condition> read(List<Resource<InstanceSpec>> rows) {
        Map<String, Work.Condition> found = new HashMap<>();
        for (Resource<InstanceSpec> row : rows) {
            InstanceSpec spec = row.spec();
            found.merge(
                    spec.server(),
                    new Work.Condition(spec.healthStatus(), spec.lastFailure(), spec.nextRetryAt()),
                    StoredConditions::join);
        }
        return Map.copyOf(found);
    }

    private static Work.Condition join(Work.Condition one, Work.Condition other) {
        return new Work.Condition(
                either(one.health(), other.health(), StoredConditions::worse),
                either(one.lastFailure(), other.lastFailure(), (a, b) -> a),
                either(one.nextRetryAt(), other.nextRetryAt(), StoredConditions::earlier));
    }

    private static <T> Optional<T> either(Optional<T> one, Optional<T> other, BinaryOperator<T> join) {
        return Stream.of(one, other).flatMap(Optional::stream).reduce(join);
    }

    private static Health worse(Health one, Health other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
