package io.mcpctl.servers.internal;

import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.Limits;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Those members of a server that decide what runs: when one changes, instances are replaced. */
record Definition(
        Transport transport,
        Optional<String> packageName,
        Optional<Runtime> runtime,
        Optional<String> image,
        List<String> command,
        List<String> args,
        Optional<Integer> port,
        Optional<String> externalUrl,
        Map<String, String> env,
        Optional<Limits> limits,
        Optional<String> orchestrator) {

    static Definition of(ServerSpec spec) {
        return new Definition(
                spec.transport().orElse(spec.externalUrl().isPresent() ? Transport.STREAMABLE_HTTP : Transport.STDIO),
                spec.packageName(),
                spec.runtime(),
                spec.dockerImage(),
                List.copyOf(spec.command()),
                List.copyOf(spec.args()),
                spec.containerPort(),
                spec.externalUrl(),
                spec.env().stream().collect(Collectors.toUnmodifiableMap(EnvEntry::name, EnvEntry::value, (a, b) -> b)),
                spec.resources(),
                spec.orchestrator());
    }

    boolean external() {
        return externalUrl.isPresent();
    }

    boolean stdio() {
        return transport == Transport.STDIO;
    }

    long memoryBytes() {
        return limits.flatMap(Limits::memory).flatMap(Quantity::memory).orElse(0L);
    }

    double cpus() {
        return limits.flatMap(Limits::cpus).flatMap(Quantity::cpus).orElse(0.0);
    }

    /** Names of variables only: values may be secrets. */
    @Override
    public String toString() {
        return "Definition[" + transport + ", env=" + env.keySet() + "]";
    }
}
