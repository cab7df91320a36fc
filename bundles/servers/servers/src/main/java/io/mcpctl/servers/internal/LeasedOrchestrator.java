package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An orchestrator by its name: each call goes to the version that is in service then, which cannot end meanwhile. */
record LeasedOrchestrator(String name, Directory<Orchestrator> directory) implements Orchestrator {

    private <T> T call(Function<Orchestrator, T> use) {
        try (Lease<Orchestrator> lease = directory
                .lease(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE, "orchestrator \"" + name + "\" is not present any more"))) {
            return use.apply(lease.provider());
        }
    }

    @Override
    public boolean ready() {
        return call(Orchestrator::ready);
    }

    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        return call(orchestrator -> orchestrator.start(spec));
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return call(orchestrator -> orchestrator.inspect(id));
    }

    @Override
    public List<WorkloadInfo> list() {
        return call(Orchestrator::list);
    }

    @Override
    public void stop(String id, Duration grace) {
        call(orchestrator -> {
            orchestrator.stop(id, grace);
            return id;
        });
    }

    @Override
    public void remove(String id) {
        call(orchestrator -> {
            orchestrator.remove(id);
            return id;
        });
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return call(orchestrator -> orchestrator.log(id, tail));
    }

    @Override
    public LogMark logMark(String id, int tail) {
        return call(orchestrator -> orchestrator.logMark(id, tail));
    }

    @Override
    public LogPart logAfter(String id, LogMark mark) {
        return call(orchestrator -> orchestrator.logAfter(id, mark));
    }

    @Override
    public StdioChannel attach(String id) {
        return call(orchestrator -> orchestrator.attach(id));
    }

    @Override
    public StdioChannel exec(String id) {
        return call(orchestrator -> orchestrator.exec(id));
    }
}
