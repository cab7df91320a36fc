package io.mcpctl.observe.internal;

import io.mcpctl.observe.api.CallMetrics;
import io.mcpctl.resources.api.ResourceListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts calls of tools by server, as long as the server exists. */
@Component(service = {CallMetrics.class, ResourceListener.class, ToolCalls.class})
public final class ToolCalls implements CallMetrics, ResourceListener {
    private static final int MAX_SERVERS = 1_000;
    private static final String NO_SERVER = "none";
    private static final String OTHER = "other";

    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    private static final class Counts {
        private final LongAdder errors = new LongAdder();
        private final Histogram took = new Histogram();
        private volatile long last;
    }

    /** Calls of one server. */
    record Server(String name, long errors, Instant last, Histogram.Snapshot took) {
        long calls() {
            return took.count();
        }
    }

    @Activate
    public ToolCalls() {}

    @Override
    public void called(String server, boolean ok, Duration took) {
        Counts of = counts.computeIfAbsent(name(server), n -> new Counts());
        if (!ok) {
            of.errors.increment();
        }
        of.last = System.currentTimeMillis();
        of.took.add(took);
    }

    private String name(String server) {
        String name = server.isEmpty() ? NO_SERVER : server;
        return counts.size() < MAX_SERVERS || counts.containsKey(name) ? name : OTHER;
    }

    @Override
    public void changed(Change change) {
        if (change.kind().equals("server") && change.after().isEmpty()) {
            counts.remove(change.resource().name());
        }
    }

    /** In name order. */
    List<Server> servers() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(e -> new Server(
                                e.getKey(),
                                e.getValue().errors.sum(),
                                Instant.ofEpochMilli(e.getValue().last),
                                e.getValue().took.snapshot()))
                        .toList();
    }

    /** By name of the server. */
    Map<String, Server> byName() {
        Map<String, Server> found = new TreeMap<>();
        servers().forEach(server -> found.put(server.name(), server));
        return found;
    }
}
