package io.mcpctl.observe.internal;

import io.mcpctl.resources.api.CallListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts requests to the REST interface by the template of their route, so that callers cannot make series. */
@Component(service = {CallListener.class, HttpCalls.class})
public final class HttpCalls implements CallListener {
    private static final int MAX_ROUTES = 1_000;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<Key, Counts> counts = new ConcurrentHashMap<>();

    /** Which requests. */
    record Key(String route, String method) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return (route + ' ' + method).compareTo(other.route + ' ' + other.method);
        }
    }

    /** What became of them. */
    private record Counts(Map<Integer, LongAdder> byStatus, Histogram took, LongAdder streams) {}

    /**
     * Requests of one route.
     *
     * @param byStatus how many were answered with each status
     * @param took of those that were answered at once
     * @param streams how many were answered by events: they last as long as their readers like
     */
    record Route(Key key, Map<Integer, Long> byStatus, Histogram.Snapshot took, long streams) {}

    @Activate
    public HttpCalls() {}

    @Override
    public void served(Served call) {
        Counts of = counts.computeIfAbsent(
                key(call), k -> new Counts(new ConcurrentHashMap<>(), new Histogram(), new LongAdder()));
        int status = call.status() >= 100 && call.status() < 600 ? call.status() : 0;
        of.byStatus().computeIfAbsent(status, s -> new LongAdder()).increment();
        if (call.stream()) {
            of.streams().increment();
        } else {
            of.took().add(call.took());
        }
    }

    private Key key(Served call) {
        Key key = new Key(call.route(), METHODS.contains(call.method()) ? call.method() : "other");
        return counts.size() < MAX_ROUTES || counts.containsKey(key) ? key : new Key("other", "other");
    }

    List<Route> routes() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(e -> {
                            Map<Integer, Long> byStatus = new TreeMap<>();
                            e.getValue().byStatus().forEach((status, n) -> byStatus.put(status, n.sum()));
                            return new Route(
                                    e.getKey(),
                                    byStatus,
                                    e.getValue().took().snapshot(),
                                    e.getValue().streams().sum());
                        })
                        .toList();
    }
}
