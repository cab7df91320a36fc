package com.example.swap.runner;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Workloads as child processes, which end with the component that started them. */
public final class SwapRunner implements Orchestrator {
    private final Map<String, Workload> workloads = new ConcurrentHashMap<>();

    private record Workload(WorkloadSpec spec, Process first, List<Process> more, Instant created) {}

    void deactivate() {
        workloads.keySet().forEach(id -> stop(id, Duration.ofSeconds(1)));
    }

    @Override
    public String name() {
        return "swap-runner";
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        Process first = process(spec);
        String id = String.valueOf(first.pid());
        workloads.put(
                id, new Workload(spec, first, new java.util.concurrent.CopyOnWriteArrayList<>(), Instant.now()));
        return inspect(id).orElseThrow();
    }

    private static Process process(WorkloadSpec spec) {
        try {
            ProcessBuilder builder = new ProcessBuilder(spec.command()).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(spec.env());
            return builder.start();
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.UPSTREAM, spec.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return Optional.ofNullable(workloads.get(id))
                .map(each -> new WorkloadInfo(
                        id,
                        each.spec().name(),
                        each.first().isAlive() ? WorkloadInfo.State.RUNNING : WorkloadInfo.State.STOPPED,
                        Optional.empty(),
                        Optional.empty(),
                        each.first().isAlive() ? Optional.empty() : Optional.of(each.first().exitValue()),
                        each.created(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    @Override
    public List<WorkloadInfo> list() {
        return workloads.keySet().stream().flatMap(id -> inspect(id).stream()).toList();
    }

    @Override
    public void stop(String id, Duration grace) {
        Workload workload = workloads.get(id);
        if (workload != null) {
            workload.more().forEach(Process::destroy);
            workload.first().destroy();
            workload.first().onExit().completeOnTimeout(workload.first(), grace.toMillis(), TimeUnit.MILLISECONDS).join();
            workload.first().destroyForcibly();
        }
    }

    @Override
    public void remove(String id) {
        workloads.remove(id);
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return new WorkloadLog("", "");
    }

    @Override
    public StdioChannel attach(String id) {
        return new Streams(known(id).first());
    }

    @Override
    public StdioChannel exec(String id) {
        Workload workload = known(id);
        Process more = process(workload.spec());
        workload.more().add(more);
        return new Streams(more);
    }

    private Workload known(String id) {
        Workload workload = workloads.get(id);
        if (workload == null) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "workload \"" + id + "\" is not known");
        }
        return workload;
    }

    private record Streams(Process process) implements StdioChannel {
        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        }

        @Override
        public String lastErrorLines() {
            return "";
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
