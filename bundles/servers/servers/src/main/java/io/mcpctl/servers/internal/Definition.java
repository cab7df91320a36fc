package io.mcpctl.servers.internal;

import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HeaderEntry;
import io.mcpctl.servers.api.ServerSpec.Limits;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Transport;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Map<String, Value> env,
        Map<String, Value> headers,
        Optional<Limits> limits,
        Optional<String> orchestrator) {

    /** What a variable or header is set to: a literal, or the value of a secret. */
    record Value(String literal, Optional<SecretRef> secret, String prefix) {
        static Value of(Optional<String> literal, Optional<ValueFrom> from) {
            return new Value(
                    literal.orElse(""),
                    from.map(ValueFrom::secretRef),
                    from.flatMap(ValueFrom::prefix).orElse(""));
        }

        @Override
        public String toString() {
            return secret.map(SecretRef::toString).orElse("***");
        }
    }

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
                spec.env().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                EnvEntry::name, entry -> Value.of(entry.value(), entry.valueFrom()), (a, b) -> b)),
                spec.headers().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                HeaderEntry::name, entry -> Value.of(entry.value(), entry.valueFrom()), (a, b) -> b)),
                spec.resources(),
                spec.orchestrator());
    }

    /** Every secret value that its instances need. */
    Set<SecretRef> references() {
        return Stream.concat(env.values().stream(), headers.values().stream())
                .flatMap(value -> value.secret().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean external() {
        return externalUrl.isPresent();
    }

    /** Whether a second instance takes nothing from the first one, such as its port. */
    boolean runsBesideItself() {
        return stdio() || external();
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
