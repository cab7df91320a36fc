package io.mcpctl.embedded.tools;

import io.mcpctl.embedded.Mcpctl;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the host's own server where it is: in this process. To everything else it is a server like any other. */
public final class HostOrchestrator implements Orchestrator {
    /** What servers call it by, and the name of its own server. */
    public static final String NAME = "host";

    /** The server that projects attach. */
    public static final String DEFINITION = """
            {"kind": "server", "name": "host", "orchestrator": "host", "transport": "STDIO", "command": ["host"],
             "description": "Tools of the program that carries mcpctl.",
             "sharing": {"mode": "shared", "maxConcurrency": 256}}""";

    private static final Duration LOOK = Duration.ofMillis(5);

    private final HostServer server;
    private final Map<String, Workload> workloads = new ConcurrentHashMap<>();

    public HostOrchestrator(HostServer server) {
        this.server = server;
    }

    /** Waits until the server answers. */
    public static void awaitRunning(Mcpctl mcpctl, Duration limit) {
        InstanceBoard board = mcpctl.service(InstanceBoard.class);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (board.instances().stream()
                    .noneMatch(one ->
                            one.spec().server().equals(NAME) && one.spec().status() == InstanceSpec.Status.RUNNING)) {
                if (System.nanoTime() > deadline) {
                    throw new ProblemException(
                            ProblemKind.TIMEOUT,
                            "the host's tools were not served after " + limit.toSeconds() + " s; look at the log");
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the start of mcpctl was interrupted", e);
        }
    }

    private record Workload(WorkloadInfo info, Set<HostChannel> channels) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        WorkloadInfo info = new WorkloadInfo(
                spec.name(),
                spec.name(),
                WorkloadInfo.State.RUNNING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        workloads.put(spec.name(), new Workload(info, ConcurrentHashMap.newKeySet()));
        return info;
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return Optional.ofNullable(workloads.get(id)).map(Workload::info);
    }

    @Override
    public List<WorkloadInfo> list() {
        return workloads.values().stream().map(Workload::info).toList();
    }

    @Override
    public void stop(String id, Duration grace) {
        Workload workload = workloads.remove(id);
        if (workload != null) {
            workload.channels().forEach(HostChannel::close);
        }
    }

    @Override
    public void remove(String id) {
        stop(id, Duration.ZERO);
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return new WorkloadLog("", "");
    }

    @Override
    public StdioChannel attach(String id) {
        return exec(id);
    }

    @Override
    public StdioChannel exec(String id) {
        Workload workload = Optional.ofNullable(workloads.get(id))
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UPSTREAM, "the host's server '" + id + "' was stopped; retry in a moment"));
        HostChannel channel = new HostChannel(server, workload.channels()::remove);
        workload.channels().add(channel);
        return channel;
    }
}
