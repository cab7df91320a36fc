package io.mcpctl.observe.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.Route.Nothing;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec.Event;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /metrics}, {@code /health/overview} and <code>/health/instances/{name}</code>. */
@Component
public final class ObserveRoutes implements RouteProvider {
    private final Metrics metrics;
    private final HealthWatch health;
    private final InstanceBoard board;
    private final ToolCalls calls;
    private final AccessControl access;

    @Activate
    public ObserveRoutes(
            @Reference Metrics metrics,
            @Reference HealthWatch health,
            @Reference InstanceBoard board,
            @Reference ToolCalls calls,
            @Reference AccessControl access) {
        this.metrics = metrics;
        this.health = health;
        this.board = board;
        this.calls = calls;
        this.access = access;
    }

    /** How one instance does; requests, errors and latency are known of this daemon's only. */
    record InstanceHealth(
            String instanceId,
            String name,
            String server,
            Status status,
            Optional<Health> healthStatus,
            Optional<Long> uptime,
            Optional<Long> requestCount,
            Optional<Long> errorCount,
            Optional<Double> meanLatencyMs,
            Optional<Double> p95LatencyMs,
            Optional<Instant> lastProbe,
            List<Event> events,
            Optional<String> daemon) {}

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/metrics",
                        Permission.AUTHENTICATED,
                        Metrics.View.class,
                        "Counters and times; as Prometheus text with Accept: text/plain or ?format=prometheus.",
                        this::numbers),
                Route.get(
                        "/health/overview",
                        Permission.ANYONE,
                        Overview.class,
                        "How the daemon and its instances are.",
                        call -> Reply.of(health.overview())),
                Route.get(
                        "/health/instances/{name}",
                        Permission.ANYONE,
                        InstanceHealth.class,
                        "How one instance is; the texts of its events are for those who may view it.",
                        this::instance));
    }

    private Reply numbers(Call<Nothing> call) {
        return text(call)
                ? new Reply.Text(PrometheusText.CONTENT_TYPE, PrometheusText.of(metrics.families()))
                : Reply.of(metrics.view());
    }

    private static boolean text(Call<Nothing> call) {
        Optional<String> format = call.parameter("format");
        if (format.isEmpty()) {
            return call.headers().getOrDefault("accept", "").contains("text/plain");
        }
        return switch (format.get()) {
            case "prometheus" -> true;
            case "json" -> false;
            default -> {
                String message = "must be json or prometheus";
                throw new ProblemException(
                        new Problem(
                                ProblemKind.INVALID,
                                "format: " + message,
                                List.of(new Problem.Violation("format", message))),
                        null);
            }
        };
    }

    private Reply instance(Call<Nothing> call) {
        String wanted = call.segment("name");
        InstanceBoard.Entry entry = board.instances().stream()
                .filter(one -> one.name().equals(wanted) || one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "instance '" + wanted + "' not found; see 'get instances'"));
        Optional<Tally.Counted> served = calls.instance(entry.name());
        Optional<Long> none = entry.foreign() ? Optional.empty() : Optional.of(0L);
        boolean mayView = access.allows(call.caller(), Permission.on(Action.view, "instances", entry.name()));
        return Reply.of(new InstanceHealth(
                entry.id(),
                entry.name(),
                entry.spec().server(),
                entry.spec().status(),
                entry.spec().healthStatus(),
                entry.spec().uptimeSeconds(),
                served.map(Tally.Counted::calls).or(() -> none),
                served.map(Tally.Counted::errors).or(() -> none),
                served.map(s -> s.took().meanMillis()),
                served.map(s -> s.took().quantileMillis(0.95)),
                entry.spec().lastHealthCheck(),
                // What failing servers wrote may hold anything.
                mayView
                        ? entry.spec().events()
                        : entry.spec().events().stream()
                                .map(event -> new Event(event.timestamp(), event.type(), ""))
                                .toList(),
                entry.spec().daemon()));
    }
}
