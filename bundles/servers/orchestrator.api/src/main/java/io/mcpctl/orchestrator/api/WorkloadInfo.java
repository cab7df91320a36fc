package io.mcpctl.orchestrator.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the runtime knows of a workload.
 *
 * @param id the runtime's own id
 * @param state what the runtime reports now
 * @param address host name or IP to reach {@code port} at, for HTTP transports
 * @param exitCode set once it ended
 * @param created when it was started
 * @param memoryBytes resident memory of all its processes; empty when unknown
 * @param cpuSeconds processor time used since its start; empty when unknown
 * @param facts further facts for people: pid, image, reason
 */
public record WorkloadInfo(
        String id,
        String name,
        State state,
        Optional<String> address,
        Optional<Integer> port,
        Optional<Integer> exitCode,
        Instant created,
        Optional<Long> memoryBytes,
        Optional<Double> cpuSeconds,
        Map<String, String> facts) {

    public WorkloadInfo {
        facts = Map.copyOf(facts);
    }

    /** States of a workload. */
    public enum State {
        RUNNING,
        STARTING,
        STOPPED,
        ERROR,
        UNKNOWN
    }
}
