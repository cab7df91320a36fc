package io.mcpctl.orchestrator.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs workloads. Implementations are OSGi services with the property {@code name}, the same as {@link #name()}, and are
 * safe for concurrent use.
 * Every method throws {@code ProblemException}: UNAVAILABLE when the runtime cannot be reached, UNSUPPORTED for an
 * ability it lacks, UPSTREAM when the runtime refuses.
 */
@ConsumerType
@ExtensionPoint(family = "orchestrator", key = "name")
public interface Orchestrator {

    /** The word users write, such as {@code process} or {@code docker}. */
    String name();

    /** Whether it can start something now; returns within two seconds. */
    boolean ready();

    /** Starts one workload and returns as soon as it exists; readiness is observed through {@link #inspect}. */
    WorkloadInfo start(WorkloadSpec spec);

    /** The state of a workload, or empty when the runtime does not know it (any more). */
    Optional<WorkloadInfo> inspect(String id);

    /** All workloads that were started for this home and still exist. */
    List<WorkloadInfo> list();

    /** Asks it to end and kills it after {@code grace}; returns when it is gone. A missing workload is a success. */
    void stop(String id, Duration grace);

    /** Forgets a stopped workload and its log. A missing workload is a success. */
    void remove(String id);

    /** The last lines of both outputs, at most {@code tail} each (1 to 10,000). */
    WorkloadLog log(String id, int tail);

    /** Where the last lines of both outputs begin, at most {@code tail} each (1 to 10,000). */
    default LogMark logMark(String id, int tail) {
        throw new ProblemException(
                ProblemKind.UNSUPPORTED,
                "orchestrator \"" + name() + "\" cannot follow logs; read them without follow");
    }

    /** What was written after the mark, at most 64 KiB of each output; returns at once. */
    default LogPart logAfter(String id, LogMark mark) {
        throw new ProblemException(
                ProblemKind.UNSUPPORTED,
                "orchestrator \"" + name() + "\" cannot follow logs; read them without follow");
    }

    /**
     * The standard streams of the workload's first process. One caller at a time: a second call while the first
     * channel is open throws CONFLICT.
     */
    StdioChannel attach(String id);

    /**
     * Starts one more process of the same definition beside the workload, with its own streams; it ends when the
     * channel is closed or the workload is stopped.
     */
    StdioChannel exec(String id);
}
