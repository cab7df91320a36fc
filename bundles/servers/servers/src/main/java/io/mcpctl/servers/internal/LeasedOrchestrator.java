package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.Stay;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An orchestrator by its name. What concerns a workload goes to the version that started it, all else to the version that is
 * in service then; neither can end meanwhile.
 */
record LeasedOrchestrator(String name, Workloads workloads) implements Orchestrator {

    private <T> T call(Function<Orchestrator, T> use) {
        return with(workloads.directory().lease(name), use);
    }

    private <T> T call(String workload, Function<Orchestrator, T> use) {
        return with(workloads.lease(name, workload), use);
    }

    private <T> T with(Optional<Lease<Orchestrator>> found, Function<Orchestrator, T> use) {
        try (Lease<Orchestrator> lease = found.orElseThrow(this::absent)) {
            return use.apply(lease.provider());
        }
    }

    private ProblemException absent() {
        return new ProblemException(ProblemKind.UNAVAILABLE, "orchestrator \"" + name + "\" is not present any more");
    }

    @Override
    public boolean ready() {
        return call(Orchestrator::ready);
    }

    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        Stay<Orchestrator> stay = workloads.directory().stay(name).orElseThrow(this::absent);
        try {
            WorkloadInfo begun = with(stay.lease(), orchestrator -> orchestrator.start(spec));
            workloads.began(name, begun.id(), stay);
            return begun;
        } catch (RuntimeException e) {
            stay.close();
            throw e;
        }
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return call(id, orchestrator -> orchestrator.inspect(id));
    }

    @Override
    public List<WorkloadInfo> list() {
        return call(Orchestrator::list);
    }

    @Override
    public void stop(String id, Duration grace) {
        call(id, orchestrator -> {
            orchestrator.stop(id, grace);
            return id;
        });
    }

    @Override
    public void remove(String id) {
        call(id, orchestrator -> {
            orchestrator.remove(id);
            return id;
        });
        workloads.forget(name, id);
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return call(id, orchestrator -> orchestrator.log(id, tail));
    }

    @Override
    public LogMark logMark(String id, int tail) {
        return call(id, orchestrator -> orchestrator.logMark(id, tail));
    }

    @Override
    public LogPart logAfter(String id, LogMark mark) {
        return call(id, orchestrator -> orchestrator.logAfter(id, mark));
    }

    @Override
    public StdioChannel attach(String id) {
        return call(id, orchestrator -> orchestrator.attach(id));
    }

    @Override
    public StdioChannel exec(String id) {
        return call(id, orchestrator -> orchestrator.exec(id));
    }
}
