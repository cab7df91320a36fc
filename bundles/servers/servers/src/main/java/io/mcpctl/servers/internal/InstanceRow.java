package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Event;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored face of one instance, written by one thread after the other: its own, and those of its server. A database
 * that is away does not stop servers: what cannot be written is logged, and the next change writes it.
 */
final class InstanceRow {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceRow.class);
    private static final int MAX_EVENTS = 50;

    private final ResourceStore store;
    private final String name;
    private final String server;
    private final String daemon;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private Status status = Status.STARTING;
    private Optional<String> containerId = Optional.empty();
    private Optional<String> orchestrator = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private Optional<Health> health = Optional.empty();
    private Optional<Instant> lastCheck = Optional.empty();
    private Optional<String> failure;
    private Optional<Instant> nextRetry = Optional.empty();
    private volatile InstanceSpec spec;
    private volatile String id = "";

    /**
     * @param daemon which runs it
     * @param failure of the one that it replaces
     */
    InstanceRow(ResourceStore store, String name, String server, String daemon, Optional<String> failure) {
        this.store = store;
        this.name = name;
        this.server = server;
        this.daemon = daemon;
        this.failure = failure;
        this.spec = current();
    }

    /** As it was written last, or would have been. */
    InstanceSpec spec() {
        return spec;
    }

    /** Empty as long as it is not stored. */
    String id() {
        return id;
    }

    void place(String runBy, String container, Optional<Integer> listens, Map<String, String> facts) {
        lock.lock();
        try {
            metadata.putAll(facts);
            containerId = Optional.of(container);
            orchestrator = Optional.of(runBy);
            port = listens;
            spec = current();
        } finally {
            lock.unlock();
        }
    }

    void status(Status next, String message) {
        lock.lock();
        try {
            become(next, message);
            write();
        } finally {
            lock.unlock();
        }
    }

    private void become(Status next, String message) {
        status = next;
        if (next == Status.ERROR) {
            metadata.put("error", message);
            health = Optional.empty();
            failure = Optional.of(message);
        }
        add(new Event(Instant.now(), next == Status.ERROR ? "Warning" : "Normal", message));
        spec = current();
    }

    void probed(Optional<Health> outcome, Instant time, Optional<Event> event) {
        lock.lock();
        try {
            health = outcome;
            lastCheck = Optional.of(time);
            event.ifPresent(this::add);
            spec = current();
            write();
        } finally {
            lock.unlock();
        }
    }

    /** What the server knows of failures, for daemons that do not run it; written only when it is news. */
    void failing(Optional<String> lastFailure, Optional<Instant> retryAt) {
        lock.lock();
        try {
            Optional<Instant> stored = retryAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
            if (!id.isEmpty() && !(failure.equals(lastFailure) && nextRetry.equals(stored))) {
                failure = lastFailure;
                nextRetry = stored;
                spec = current();
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells how its end goes, when it is known at all; false when nothing could be written. */
    boolean ending(Status next, String message) {
        lock.lock();
        try {
            become(next, message);
            return !id.isEmpty() && guarded(() -> store.update(Kinds.INSTANCE, name, stored -> spec));
        } finally {
            lock.unlock();
        }
    }

    void delete() {
        guarded(() -> store.delete(Kinds.INSTANCE, name));
    }

    private void write() {
        InstanceSpec current = spec;
        guarded(() -> {
            if (!id.isEmpty()) {
                store.update(Kinds.INSTANCE, name, stored -> current);
                return;
            }
            if (store.find(Kinds.INSTANCE, name).isPresent()) {
                store.delete(Kinds.INSTANCE, name); // left by an earlier instance of the name
            }
            id = store.create(Kinds.INSTANCE, name, current).id();
        });
    }

    private void add(Event event) {
        events.add(event);
        if (events.size() > MAX_EVENTS) {
            events.removeFirst();
        }
    }

    private InstanceSpec current() {
        return new InstanceSpec(
                server,
                status,
                containerId,
                orchestrator,
                port,
                health,
                lastCheck,
                List.copyOf(events),
                Map.copyOf(metadata),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(daemon),
                failure,
                nextRetry);
    }

    private boolean guarded(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ProblemException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) { // deleted meanwhile with its server
                LOG.atWarn().addKeyValue("instance", name).setCause(e).log("state of an instance cannot be stored");
            }
            return false;
        }
    }
}
