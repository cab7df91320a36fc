package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings the instances of one server to what its definition wants. One pass at a time. */
final class ServerSupervisor {
    private static final Duration PROVEN = Duration.ofSeconds(60);
    private static final Duration DELETION = Duration.ofSeconds(10);
    private static final AtomicLong GENERATIONS = new AtomicLong(System.nanoTime());

    private final String name;
    private final Surroundings surroundings;
    private final Runnable trigger;
    private final SessionCount sessions = new SessionCount();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<RunningInstance> instances = new CopyOnWriteArrayList<>();
    private final Set<RunningInstance> counted = new HashSet<>();
    /** Those that are to be started anew although their definition has not changed. */
    private final Set<RunningInstance> leaving = new CopyOnWriteArraySet<>();

    private final Backoff backoff = new Backoff();
    private volatile @Nullable Resource<ServerSpec> current;
    private volatile @Nullable ServerSpec spec;
    private volatile String generation = next();
    private volatile Optional<String> lastFailure = Optional.empty();
    private volatile Optional<Instant> nextRetry = Optional.empty();
    private @Nullable Definition definition;
    private @Nullable String deleted;
    private Instant deletedUntil = Instant.MIN;
    private boolean closed;

    ServerSupervisor(String name, Surroundings surroundings, Runnable trigger) {
        this.name = name;
        this.surroundings = surroundings;
        this.trigger = trigger;
    }

    SessionCount sessions() {
        return sessions;
    }

    String generation() {
        return generation;
    }

    Optional<Resource<ServerSpec>> current() {
        return Optional.ofNullable(current);
    }

    List<RunningInstance> instances() {
        return instances;
    }

    /** Whether nothing is known or left of it, so that it can be forgotten. */
    boolean idle() {
        return current == null && instances.isEmpty();
    }

    Work.Condition condition() {
        Optional<Health> worst = instances.stream()
                .filter(instance -> instance.status() == Status.RUNNING)
                .map(instance -> instance.health().health())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        return new Work.Condition(worst, lastFailure, nextRetry);
    }

    /** A log of one of its instances, without the secrets that the instance was given. */
    WorkloadLog masked(String containerId, WorkloadLog log) {
        return instances.stream()
                .filter(one -> one.place()
                        .map(place -> place.workload().id().equals(containerId))
                        .orElse(false))
                .findFirst()
                .map(RunningInstance::resolved)
                .map(resolved -> new WorkloadLog(
                        resolved.mask().over(log.stdout()), resolved.mask().over(log.stderr())))
                .orElse(log);
    }

    /** @param present looks up what identifies the present content of secrets */
    boolean restartNeeded(Function<Set<String>, Map<String, String>> present) {
        List<Resolved> used = instances.stream()
                .map(RunningInstance::resolved)
                .filter(resolved -> !resolved.versions().isEmpty())
                .toList();
        Set<String> names = used.stream()
                .flatMap(resolved -> resolved.versions().keySet().stream())
                .collect(Collectors.toSet());
        Map<String, String> now = names.isEmpty() ? Map.of() : present.apply(names);
        return used.stream().anyMatch(resolved -> resolved.olderThan(now));
    }

    /** Looks at times that have come; cheap, called every second. */
    boolean due(Instant now) {
        return nextRetry.map(time -> !now.isBefore(time)).orElse(false) || (lastFailure.isPresent() && proven(now));
    }

    /** Whether a pass would find nothing to do: most servers, most of the time. */
    boolean settled(Resource<ServerSpec> stored) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            Resource<ServerSpec> known = current;
            return known != null
                    && known.id().equals(stored.id())
                    && known.version() == stored.version()
                    && instances.size() == stored.spec().replicas()
                    && with(Status.ERROR).findAny().isEmpty()
                    && instances.stream().noneMatch(this::outdated)
                    && leaving.isEmpty()
                    && lastFailure.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void pass() {
        lock.lock();
        try {
            Instant now = Instant.now();
            Optional<Resource<ServerSpec>> wanted = surroundings
                    .store()
                    .find(Kinds.SERVER, name)
                    .filter(found -> !closed && !(found.id().equals(deleted) && now.isBefore(deletedUntil)));
            if (wanted.isEmpty()) {
                current = null;
                stop(List.copyOf(instances));
                return;
            }
            current = wanted.get();
            spec = wanted.get().spec();
            follow(Definition.of(wanted.get().spec()));
            countFailures(now);
            clean(now);
            int replicas = wanted.get().spec().replicas();
            reduce(replicas);
            replaceOneOutdated();
            replaceOneLeaving(replicas);
            increase(replicas);
            nextRetry = with(Status.ERROR).findAny().flatMap(any -> backoff.next());
            instances.forEach(instance -> instance.failing(lastFailure, nextRetry));
        } finally {
            lock.unlock();
        }
    }

    /** Stops everything for the deletion of the server, and starts nothing for the moment that takes. */
    void leave() {
        lock.lock();
        try {
            Resource<ServerSpec> known = current;
            deleted = known == null ? null : known.id();
            deletedUntil = Instant.now().plus(DELETION);
            stop(List.copyOf(instances));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has all instances started anew, one after the other; returns at once.
     *
     * @return ids of those that are replaced
     */
    List<String> restart() {
        lock.lock();
        try {
            leaving.addAll(instances);
            return instances.stream()
                    .map(RunningInstance::id)
                    .filter(id -> !id.isEmpty())
                    .toList();
        } finally {
            lock.unlock();
            trigger.run();
        }
    }

    /** Stops and forgets one instance; the next pass replaces it. */
    void leave(String instance) {
        lock.lock();
        try {
            stop(instances.stream().filter(one -> one.name().equals(instance)).toList());
        } finally {
            lock.unlock();
        }
        trigger.run();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            stop(List.copyOf(instances));
        } finally {
            lock.unlock();
        }
    }

    private void follow(Definition next) {
        if (!next.equals(definition)) {
            definition = next;
            generation = next();
            backoff.reset();
            lastFailure = Optional.empty();
        }
    }

    private void countFailures(Instant now) {
        with(Status.ERROR).filter(counted::add).forEach(instance -> {
            backoff.failed(now);
            lastFailure = Optional.of(instance.failure());
        });
        if (proven(now)) {
            backoff.reset();
            lastFailure = Optional.empty();
        }
    }

    private boolean proven(Instant now) {
        return with(Status.ERROR).findAny().isEmpty()
                && instances.stream().anyMatch(instance -> instance.health().healthyFor(PROVEN, now));
    }

    /** Failed instances stay with their logs until their replacements may start. */
    private void clean(Instant now) {
        boolean due = backoff.due(now);
        stop(with(Status.ERROR).filter(instance -> due || outdated(instance)).toList());
    }

    private void reduce(int replicas) {
        int excess = instances.size() - replicas - (leaving.isEmpty() ? 0 : 1);
        if (excess > 0) {
            stop(Stream.concat(
                            with(Status.ERROR),
                            instances.reversed().stream().filter(one -> one.status() != Status.ERROR))
                    .limit(excess)
                    .toList());
        }
    }

    /** One by one: the next goes when all new ones run, so that a definition that cannot start harms one at most. */
    private void replaceOneOutdated() {
        boolean settled =
                instances.stream().filter(one -> !outdated(one)).allMatch(one -> one.status() == Status.RUNNING);
        if (settled) {
            instances.stream().filter(this::outdated).findFirst().ifPresent(old -> stop(List.of(old)));
        }
    }

    /**
     * The same for a restart. Where two can run side by side, the new one comes before the old one goes: over stdio, but not where
     * both would listen at one port.
     */
    private void replaceOneLeaving(int replicas) {
        Optional<RunningInstance> old = instances.stream()
                .filter(one -> leaving.contains(one) && !outdated(one))
                .findFirst();
        boolean settled = instances.stream()
                .filter(one -> !leaving.contains(one))
                .allMatch(one -> one.status() == Status.RUNNING);
        if (old.isEmpty() || !settled) {
            return;
        }
        boolean beside =
                old.get().status() == Status.RUNNING && old.get().definition().runsBesideItself();
        if (beside && instances.size() <= replicas) {
            increase(replicas + 1);
        } else {
            stop(List.of(old.get()));
            if (instances.size() >= replicas) {
                replaceOneLeaving(replicas);
            }
        }
    }

    private void increase(int replicas) {
        for (int index = 0; instances.size() < replicas; index++) {
            String free = name + "-" + index;
            if (instances.stream().noneMatch(one -> one.name().equals(free))) {
                begin(free);
            }
        }
    }

    private void begin(String instanceName) {
        RunningInstance instance = new RunningInstance(
                instanceName,
                name,
                Objects.requireNonNull(definition),
                lastFailure,
                this::latest,
                surroundings,
                this::changed);
        instances.add(instance);
        instance.start();
    }

    private ServerSpec latest() {
        return Objects.requireNonNull(spec);
    }

    private void changed() {
        generation = next();
        trigger.run();
    }

    private void stop(List<RunningInstance> some) {
        for (RunningInstance instance : some) {
            instance.stop();
            forget(instance);
        }
    }

    private void forget(RunningInstance instance) {
        instances.remove(instance);
        counted.remove(instance);
        leaving.remove(instance);
        generation = next();
    }

    private boolean outdated(RunningInstance instance) {
        return !instance.definition().equals(definition);
    }

    private Stream<RunningInstance> with(Status status) {
        return instances.stream().filter(instance -> instance.status() == status);
    }

    private static String next() {
        return Long.toString(GENERATIONS.incrementAndGet(), 36);
    }
}
