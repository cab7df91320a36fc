package {{package}};

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Runs servers as plain child processes of the daemon. Put your runtime in the place of {@link Workload}. All workloads
 * end when the plug-in does.
 */
@Component(property = "name={{name}}")
public final class {{type}} implements Orchestrator {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int MOST = 200;

    private final Map<String, Workload> workloads = new ConcurrentHashMap<>();

    /** What users write, the same as the property of the component. */
    @Override
    public String name() {
        return "{{name}}";
    }

    @Override
    public boolean ready() {
        return true;
    }

    /** Returns as soon as the workload exists. Its id is its name here: names are unique among workloads. */
    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        if (spec.image().isPresent() || spec.command().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED,
                    "orchestrator \"{{name}}\" runs commands; give server \"" + spec.server() + "\" a command");
        }
        if (workloads.size() >= MOST) {
            throw new ProblemException(ProblemKind.THROTTLED, "there are " + MOST + " workloads; stop some first");
        }
        return workloads
                .compute(spec.name(), (name, known) -> {
                    if (known != null) {
                        throw new ProblemException(
                                ProblemKind.CONFLICT, "workload \"" + name + "\" exists; remove it first");
                    }
                    return new Workload(spec);
                })
                .info();
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
        Optional.ofNullable(workloads.get(id)).ifPresent(workload -> workload.stop(grace));
    }

    @Override
    public void remove(String id) {
        stop(id, GRACE);
        workloads.remove(id);
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

    private Workload known(String id) {
        Workload workload = workloads.get(id);
        if (workload == null) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "workload \"" + id + "\" is not known (any more)");
        }
        return workload;
    }

    @Deactivate
    void close() {
        workloads.values().parallelStream().forEach(workload -> workload.stop(GRACE));
        workloads.clear();
    }
}
