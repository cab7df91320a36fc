package io.mcpctl.servers.internal;

import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HeaderEntry;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.servers.api.ServerSpec.Limits;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.servers.api.ServerSpec.Transport;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import java.util.List;
import java.util.Optional;

/** Servers for tests. */
final class Specs {
    /** Answers every request with an empty result; is told nothing it would have to understand. */
    static final String ANSWERING = "while read -r line; do case $line in *initialized*) ;;"
            + " *) echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]}}' ;; esac; done";

    Optional<Transport> transport = Optional.empty();
    Optional<String> packageName = Optional.empty();
    Optional<Runtime> runtime = Optional.empty();
    Optional<String> image = Optional.empty();
    List<String> command = List.of();
    Optional<String> url = Optional.empty();
    List<EnvEntry> env = List.of();
    Optional<HealthCheck> check = Optional.empty();
    Optional<Limits> limits = Optional.empty();
    Optional<Sharing> sharing = Optional.empty();
    List<HeaderEntry> headers = List.of();
    int replicas = 1;

    static Specs script(String script) {
        Specs specs = new Specs();
        specs.command = List.of("sh", "-c", script);
        return specs;
    }

    static EnvEntry secretEnv(String name, String secret, String key) {
        return new EnvEntry(name, Optional.empty(), Optional.of(new ValueFrom(new SecretRef(secret, key))));
    }

    static HeaderEntry secretHeader(String name, String secret, String key) {
        return new HeaderEntry(name, Optional.empty(), Optional.of(new ValueFrom(new SecretRef(secret, key))));
    }

    static HeaderEntry header(String name, String value) {
        return new HeaderEntry(name, Optional.of(value), Optional.empty());
    }

    ServerSpec build() {
        return new ServerSpec(
                "",
                transport,
                packageName,
                runtime,
                image,
                command,
                List.of(),
                Optional.empty(),
                url,
                Optional.empty(),
                replicas,
                env,
                check,
                limits,
                Optional.empty(),
                sharing,
                20,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                headers,
                Optional.empty());
    }
}
