package io.mcpctl.servers.api;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One running, starting or failed copy of a server; written by the reconciler only. */
public record InstanceSpec(
        @Doc("Name of the server it belongs to.") @Ref("server")
        String server,

        @Doc("Where it is in its life.") Status status,

        @Doc("Id at the orchestrator; absent for external servers.")
        Optional<String> containerId,

        @Doc("Orchestrator that runs it; absent for external servers.")
        Optional<String> orchestrator,

        @Doc("Port inside the container network.") Optional<Integer> port,
        @Doc("Outcome of the probes.") Optional<Health> healthStatus,
        @Doc("End of the last probe.") Optional<Instant> lastHealthCheck,

        @Doc("The last 50 events, oldest first.") @Default("[]")
        List<Event> events,

        @Doc("Facts of the orchestrator and of the last failure.") @Default("{}")
        Map<String, String> metadata,

        @Doc("Resident memory in bytes.") @Computed Optional<Long> memoryBytes,
        @Doc("Processor time used, in seconds.") @Computed Optional<Double> cpuSeconds,
        @Doc("Seconds since it was started.") @Computed Optional<Long> uptimeSeconds,
        @Doc("Daemon that runs it, as host:port.") Optional<String> daemon,

        @Doc("Why it, or the one that it replaces, failed; absent once it was healthy for a minute.")
        Optional<String> lastFailure,

        @Doc("When a failed one is replaced.") Optional<Instant> nextRetryAt) {

    /** Without daemon and failure. */
    public InstanceSpec(
            String server,
            Status status,
            Optional<String> containerId,
            Optional<String> orchestrator,
            Optional<Integer> port,
            Optional<Health> healthStatus,
            Optional<Instant> lastHealthCheck,
            List<Event> events,
            Map<String, String> metadata,
            Optional<Long> memoryBytes,
            Optional<Double> cpuSeconds,
            Optional<Long> uptimeSeconds) {
        this(
                server,
                status,
                containerId,
                orchestrator,
                port,
                healthStatus,
                lastHealthCheck,
                events,
                metadata,
                memoryBytes,
                cpuSeconds,
                uptimeSeconds,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** With what is measured when it is read. */
    public InstanceSpec measured(
            Optional<Long> memoryBytesNow, Optional<Double> cpuSecondsNow, Optional<Long> uptimeSecondsNow) {
        return new InstanceSpec(
                server,
                status,
                containerId,
                orchestrator,
                port,
                healthStatus,
                lastHealthCheck,
                events,
                metadata,
                memoryBytesNow,
                cpuSecondsNow,
                uptimeSecondsNow,
                daemon,
                lastFailure,
                nextRetryAt);
    }

    /** States of an instance. */
    public enum Status {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED,
        ERROR
    }

    /** Outcome of the probes. */
    public enum Health {
        healthy,
        degraded,
        unhealthy
    }

    /** Something that happened to the instance; {@code type} is {@code Normal} or {@code Warning}. */
    public record Event(
            @Doc("When it happened.") Instant timestamp,
            @Doc("Normal or Warning.") String type,
            @Doc("What happened.") String message) {}
}
