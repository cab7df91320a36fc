package io.mcpctl.observe.internal;

import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.observe.internal.Family.Label;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All numbers of this daemon, in both forms. */
@Component(service = Metrics.class)
public final class Metrics {
    private final HttpCalls http;
    private final ToolCalls tools;
    private final PluginCalls plugins;
    private final InstanceBoard board;
    private final SessionSources sessions;
    private final AuditTrail trail;

    @Activate
    public Metrics(
            @Reference HttpCalls http,
            @Reference ToolCalls tools,
            @Reference PluginCalls plugins,
            @Reference InstanceBoard board,
            @Reference SessionSources sessions,
            @Reference AuditTrail trail) {
        this.http = http;
        this.tools = tools;
        this.plugins = plugins;
        this.board = board;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** Everything. */
    record View(
            List<InstanceView> instances,
            List<ToolView> tools,
            List<PluginView> plugins,
            List<HttpView> http,
            int sessions,
            JvmView jvm,
            long auditDropped) {}

    /** One instance; requests, errors and latency are known of this daemon's only. */
    record InstanceView(
            String instanceId,
            String name,
            String server,
            Status status,
            Optional<Long> uptime,
            Optional<Long> requestCount,
            Optional<Long> errorCount,
            Optional<Instant> lastRequestAt,
            Optional<Long> memoryUsage,
            Optional<Double> cpuUsage,
            Optional<Double> meanLatencyMs,
            Optional<Double> p95LatencyMs,
            Optional<String> daemon) {}

    /** Tool calls of one server. */
    record ToolView(String server, long calls, long errors, double meanLatencyMs, double p95LatencyMs) {}

    /** Calls of one plug-in; the name is {@code family/name}. */
    record PluginView(String plugin, long calls, long errors, double meanLatencyMs, double p95LatencyMs) {}

    /**
     * Requests of one route.
     *
     * @param count those that were answered at once, which the latencies are of
     * @param streams those that were answered by events for as long as the reader stayed
     */
    record HttpView(
            String route,
            String method,
            Map<String, Long> statuses,
            long count,
            double meanLatencyMs,
            double p95LatencyMs,
            long streams) {}

    /** The virtual machine. */
    record JvmView(long heapUsedBytes, long heapMaxBytes, int threads) {}

    View view() {
        return new View(
                board.instances().stream().map(this::instance).toList(),
                tools.servers().stream()
                        .map(server -> new ToolView(
                                server.name(),
                                server.calls(),
                                server.errors(),
                                server.took().meanMillis(),
                                server.took().quantileMillis(0.95)))
                        .toList(),
                plugins.plugins().stream()
                        .map(plugin -> new PluginView(
                                plugin.name(),
                                plugin.calls(),
                                plugin.errors(),
                                plugin.took().meanMillis(),
                                plugin.took().quantileMillis(0.95)))
                        .toList(),
                http.routes().stream().map(Metrics::route).toList(),
                sessions.sessions(),
                jvm(),
                trail.dropped());
    }

    private InstanceView instance(InstanceBoard.Entry entry) {
        Optional<Tally.Counted> calls = tools.instance(entry.name());
        Optional<Long> none = entry.foreign() ? Optional.empty() : Optional.of(0L);
        return new InstanceView(
                entry.id(),
                entry.name(),
                entry.spec().server(),
                entry.spec().status(),
                entry.spec().uptimeSeconds(),
                calls.map(Tally.Counted::calls).or(() -> none),
                calls.map(Tally.Counted::errors).or(() -> none),
                calls.map(Tally.Counted::last),
                entry.spec().memoryBytes(),
                entry.spec().cpuSeconds(),
                calls.map(c -> c.took().meanMillis()),
                calls.map(c -> c.took().quantileMillis(0.95)),
                entry.spec().daemon());
    }

    private static HttpView route(HttpCalls.Route route) {
        Map<String, Long> statuses = new java.util.TreeMap<>();
        route.byStatus().forEach((status, n) -> statuses.put(status.toString(), n));
        return new HttpView(
                route.key().route(),
                route.key().method(),
                statuses,
                route.took().count(),
                route.took().meanMillis(),
                route.took().quantileMillis(0.95),
                route.streams());
    }

    private static JvmView jvm() {
        Runtime runtime = Runtime.getRuntime();
        return new JvmView(
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    List<Family> families() {
        List<Family> all = new ArrayList<>();
        addHttp(all);
        addTools(all);
        addPlugins(all);
        addInstances(all);
        JvmView jvm = jvm();
        all.add(Family.of("mcpctl_sessions", "gauge", "MCP sessions of clients.")
                .add(sessions.sessions()));
        all.add(Family.of("mcpctl_audit_dropped_total", "counter", "Audit entries that were dropped.")
                .add(trail.dropped()));
        all.add(Family.of("jvm_memory_used_bytes", "gauge", "Memory in use.")
                .add(jvm.heapUsedBytes(), new Label("area", "heap")));
        all.add(Family.of("jvm_memory_max_bytes", "gauge", "Memory that may be used.")
                .add(jvm.heapMaxBytes(), new Label("area", "heap")));
        all.add(Family.of("jvm_threads_current", "gauge", "Live platform threads.")
                .add(jvm.threads()));
        return all;
    }

    private void addHttp(List<Family> all) {
        Family requests =
                Family.of("mcpctl_http_requests_total", "counter", "Requests to the REST interface by route.");
        Family seconds = Family.of(
                "mcpctl_http_request_seconds", "histogram", "Time until they were answered, without streams.");
        Family streams =
                Family.of("mcpctl_http_streams_total", "counter", "Requests that were answered by a stream of events.");
        for (HttpCalls.Route route : http.routes()) {
            Label path = new Label("route", route.key().route());
            Label method = new Label("method", route.key().method());
            route.byStatus()
                    .forEach((status, n) -> requests.add(n, path, method, new Label("status", status.toString())));
            seconds.add(route.took(), path, method);
            if (route.streams() > 0) {
                streams.add(route.streams(), path, method);
            }
        }
        all.add(requests);
        all.add(seconds);
        all.add(streams);
    }

    private void addTools(List<Family> all) {
        Family calls = Family.of("mcpctl_tool_calls_total", "counter", "Calls of tools by server and outcome.");
        Family seconds = Family.of("mcpctl_tool_call_seconds", "histogram", "Time until they were answered.");
        for (Tally.Counted server : tools.servers()) {
            Label name = new Label("server", server.name());
            calls.add(server.calls() - server.errors(), name, new Label("outcome", "ok"));
            calls.add(server.errors(), name, new Label("outcome", "error"));
            seconds.add(server.took(), name);
        }
        all.add(calls);
        all.add(seconds);
    }

    private void addPlugins(List<Family> all) {
        Family calls = Family.of("mcpctl_plugin_calls_total", "counter", "Calls of plug-ins by outcome.");
        Family seconds = Family.of("mcpctl_plugin_call_seconds", "histogram", "Time until they came back.");
        for (Tally.Counted plugin : plugins.plugins()) {
            Label name = new Label("plugin", plugin.name());
            calls.add(plugin.calls() - plugin.errors(), name, new Label("outcome", "ok"));
            calls.add(plugin.errors(), name, new Label("outcome", "error"));
            seconds.add(plugin.took(), name);
        }
        all.add(calls);
        all.add(seconds);
    }

    private void addInstances(List<Family> all) {
        Family up = Family.of("mcpctl_instance_up", "gauge", "1 while the instance is RUNNING, else 0.");
        Family healthy = Family.of("mcpctl_instance_healthy", "gauge", "1 while its probes succeed, else 0.");
        Family memory = Family.of("mcpctl_instance_memory_bytes", "gauge", "Resident memory of the instance.");
        Family cpu = Family.of("mcpctl_instance_cpu_seconds_total", "counter", "Processor time of the instance.");
        Family requests = Family.of(
                "mcpctl_instance_requests_total", "counter", "Requests of clients to the instance by outcome.");
        Family took = Family.of("mcpctl_instance_request_seconds", "histogram", "Time until they were answered.");
        for (InstanceBoard.Entry entry : board.instances()) {
            Label server = new Label("server", entry.spec().server());
            Label name = new Label("instance", entry.name());
            Label daemon = new Label("daemon", entry.spec().daemon().orElse(""));
            up.add(entry.spec().status() == Status.RUNNING ? 1 : 0, server, name, daemon);
            entry.spec()
                    .healthStatus()
                    .ifPresent(health -> healthy.add(health == Health.healthy ? 1 : 0, server, name));
            entry.spec().memoryBytes().ifPresent(bytes -> memory.add(bytes, server, name));
            entry.spec().cpuSeconds().ifPresent(seconds -> cpu.add(seconds, server, name));
            tools.instance(entry.name()).ifPresent(counted -> {
                requests.add(counted.calls() - counted.errors(), server, name, new Label("outcome", "ok"));
                requests.add(counted.errors(), server, name, new Label("outcome", "error"));
                took.add(counted.took(), server, name);
            });
        }
        all.add(requests);
        all.add(took);
        all.add(up);
        all.add(healthy);
        all.add(memory);
        all.add(cpu);
    }
}
