package io.mcpctl.orchestrator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start.
 *
 * @param name unique among live workloads, such as {@code everything-0}
 * @param server name of the server it belongs to; workloads of one server share a working directory
 * @param image container image; empty for orchestrators without images
 * @param command program and arguments, never interpreted by a shell; empty: the image's own entry point
 * @param env environment of the definition, secrets already resolved; orchestrators never log values
 * @param stdin whether its standard input stays open for MCP over stdio
 * @param port port it listens on inside its network, for HTTP transports
 * @param memoryBytes limit, 0 = none
 * @param cpus limit in cores, 0 = none
 * @param labels facts to find it by
 * @param secrets texts that must not be written to a log: a workload may print what it was given
 */
public record WorkloadSpec(
        String name,
        String server,
        Optional<String> image,
        List<String> command,
        Map<String, String> env,
        boolean stdin,
        Optional<Integer> port,
        long memoryBytes,
        double cpus,
        Map<String, String> labels,
        List<String> secrets) {

    public WorkloadSpec {
        command = List.copyOf(command);
        env = Map.copyOf(env);
        labels = Map.copyOf(labels);
        secrets = List.copyOf(secrets);
    }

    /** Without secrets. */
    public WorkloadSpec(
            String name,
            String server,
            Optional<String> image,
            List<String> command,
            Map<String, String> env,
            boolean stdin,
            Optional<Integer> port,
            long memoryBytes,
            double cpus,
            Map<String, String> labels) {
        this(name, server, image, command, env, stdin, port, memoryBytes, cpus, labels, List.of());
    }

    /** Shows names only: values of the environment may be secrets. */
    @Override
    public String toString() {
        return "WorkloadSpec[" + name + ", env=" + env.keySet() + "]";
    }
}
