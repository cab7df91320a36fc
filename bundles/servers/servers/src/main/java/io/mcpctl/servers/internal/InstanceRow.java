package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Event;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored face of one instance, written by one thread after the other: its own, and the one that stops it. A database that is away does not stop servers: what cannot be written is logged,
 * and the next change writes it.
 */
final class InstanceRow {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceRow.class);
    private static final int MAX_EVENTS = 50;

    private final ResourceStore store;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile InstanceSpec spec;
    private volatile String id = "";

    InstanceRow(ResourceStore store, String name, String server) {
        this.store = store;
        this.name = name;
        this.spec = new InstanceSpec(
                server,
                Status.STARTING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** As it was written last, or would have been. */
    InstanceSpec spec() {
        return spec;
    }

    /** Empty as long as it is not stored. */
    String id() {
        return id;
    }

    void place(String orchestrator, String containerId, Optional<Integer> port, Map<String, String> facts) {
        Map<String, String> metadata = new TreeMap<>(spec.metadata());
        metadata.putAll(facts);
        spec = new InstanceSpec(
                spec.server(),
                spec.status(),
                Optional.of(containerId),
                Optional.of(orchestrator),
                port,
                spec.healthStatus(),
                spec.lastHealthCheck(),
                spec.events(),
                metadata,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void status(Status status, String message) {
        lock.lock();
        try {
            become(status, message);
            write();
        } finally {
            lock.unlock();
        }
    }

    private void become(Status status, String message) {
        Map<String, String> metadata = new TreeMap<>(spec.metadata());
        if (status == Status.ERROR) {
            metadata.put("error", message);
        }
        spec = new InstanceSpec(
                spec.server(),
                status,
                spec.containerId(),
                spec.orchestrator(),
                spec.port(),
                status == Status.ERROR ? Optional.empty() : spec.healthStatus(),
                spec.lastHealthCheck(),
                events(status == Status.ERROR ? "Warning" : "Normal", message),
                metadata,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void probed(Optional<Health> health, Instant time, Optional<Event> event) {
        lock.lock();
        try {
            spec = with(health, time, event);
            write();
        } finally {
            lock.unlock();
        }
    }

    private InstanceSpec with(Optional<Health> health, Instant time, Optional<Event> event) {
        return new InstanceSpec(
                spec.server(),
                spec.status(),
                spec.containerId(),
                spec.orchestrator(),
                spec.port(),
                health,
                Optional.of(time),
                event.map(one -> events(one.type(), one.message())).orElse(spec.events()),
                spec.metadata(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Tells how its end goes, when it is known at all; false when nothing could be written. */
    boolean ending(Status status, String message) {
        lock.lock();
        try {
            become(status, message);
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

    private List<Event> events(String type, String message) {
        List<Event> events = new ArrayList<>(spec.events());
        events.add(new Event(Instant.now(), type, message));
        return List.copyOf(events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size()));
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
