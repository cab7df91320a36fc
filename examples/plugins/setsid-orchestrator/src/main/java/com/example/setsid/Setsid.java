package com.example.setsid;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Runs servers as children of the daemon, each in a session of its own: its process id is that of its group, so that a
 * server goes with everything it started. Workloads end when the plug-in does.
 */
@Component(property = "name=setsid")
public final class Setsid implements Orchestrator {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int MOST = 200;

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "setsid";
    }

    @Override
    public boolean ready() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"));
    }

    /** The id is the name: names are unique among workloads. */
    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        if (spec.image().isPresent() || spec.command().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED, "orchestrator \"setsid\" runs commands; give server \"" + spec.server()
                            + "\" a command or packageName, or another orchestrator");
        }
        if (jobs.size() >= MOST) {
            throw new ProblemException(ProblemKind.THROTTLED, "there are " + MOST + " workloads; stop some first");
        }
        return jobs.compute(spec.name(), (name, known) -> {
                    if (known != null) {
                        throw new ProblemException(
                                ProblemKind.CONFLICT, "workload \"" + name + "\" exists; remove it first");
                    }
                    return new Job(spec);
                })
                .info();
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return Optional.ofNullable(jobs.get(id)).map(Job::info);
    }

    @Override
    public List<WorkloadInfo> list() {
        return jobs.values().stream().map(Job::info).toList();
    }

    @Override
    public void stop(String id, Duration grace) {
        Optional.ofNullable(jobs.get(id)).ifPresent(job -> job.stop(grace));
    }

    @Override
    public void remove(String id) {
        stop(id, GRACE);
        jobs.remove(id);
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return known(id).log(tail);
    }

    @Override
    public StdioChannel attach(String id) {
        return known(id).attach();
    }

    @Override
    public StdioChannel exec(String id) {
        return known(id).exec();
    }

    private Job known(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "workload \"" + id + "\" is not known (any more)");
        }
        return job;
    }

    @Deactivate
    void close() {
        jobs.values().parallelStream().forEach(job -> job.stop(GRACE));
        jobs.clear();
    }
}
