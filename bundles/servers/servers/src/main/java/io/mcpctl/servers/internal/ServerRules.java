package io.mcpctl.servers.internal;

import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.servers.api.ServerSpec.Limits;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules between the members of a server and defaults that depend on others. */
final class ServerRules {
    private static final int DEFAULT_PORT = 3000;

    private ServerRules() {}

    static ServerSpec complete(ServerSpec spec) {
        Violations violations = new Violations();
        boolean external = spec.externalUrl().isPresent();
        boolean local = spec.packageName().isPresent()
                || spec.dockerImage().isPresent()
                || !spec.command().isEmpty();
        violations.check(
                external || local, "", "a server needs one of packageName, command, dockerImage and externalUrl");
        violations.check(
                !external || !local,
                "externalUrl",
                "excludes packageName, command and dockerImage: nothing is started for a server that runs elsewhere");
        violations.check(
                !external || !spec.transport().equals(Optional.of(Transport.STDIO)),
                "transport",
                "a server with externalUrl is reached over HTTP; use STREAMABLE_HTTP or SSE");
        spec.externalUrl()
                .ifPresent(url -> violations.check(isUrl(url), "externalUrl", "must be an absolute http or https URL"));
        words(spec.command(), "command", violations);
        environment(spec.env(), violations);
        Headers.check(spec.headers(), external, violations);
        spec.healthCheck().ifPresent(check -> probe(check, violations));
        spec.resources().ifPresent(limits -> limits(limits, violations));
        violations.throwIfAny();
        return withDefaults(spec, external);
    }

    private static ServerSpec withDefaults(ServerSpec spec, boolean external) {
        Transport transport = spec.transport().orElse(external ? Transport.STREAMABLE_HTTP : Transport.STDIO);
        Optional<Integer> port = transport == Transport.STDIO || external
                ? spec.containerPort()
                : spec.containerPort().or(() -> Optional.of(DEFAULT_PORT));
        Optional<Runtime> runtime =
                spec.packageName().isPresent() ? spec.runtime().or(() -> Optional.of(Runtime.node)) : spec.runtime();
        return new ServerSpec(
                spec.description(),
                Optional.of(transport),
                spec.packageName(),
                runtime,
                spec.dockerImage(),
                spec.command(),
                spec.args(),
                port,
                spec.externalUrl(),
                spec.repositoryUrl(),
                spec.replicas(),
                spec.env(),
                spec.healthCheck(),
                spec.resources(),
                spec.orchestrator(),
                spec.sharing(),
                spec.startTimeoutSeconds(),
                spec.health(),
                spec.origin(),
                spec.lastFailure(),
                spec.nextRetryAt(),
                spec.headers(),
                spec.restartNeeded(),
                spec.source());
    }

    private static boolean isUrl(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void words(List<String> command, String path, Violations violations) {
        violations.check(
                command.isEmpty() || !command.getFirst().isBlank(), path + "[0]", "the program must not be empty");
    }

    private static void environment(List<EnvEntry> env, Violations violations) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < env.size(); i++) {
            String name = env.get(i).name();
            violations.check(names.add(name), "env[" + i + "].name", "\"" + name + "\" is given twice");
            violations.check(
                    env.get(i).value().isPresent() != env.get(i).valueFrom().isPresent(),
                    "env[" + i + "]",
                    "\"" + name + "\" needs either value or valueFrom");
        }
    }

    private static void probe(HealthCheck check, Violations violations) {
        violations.check(
                check.timeoutSeconds() <= check.intervalSeconds(),
                "healthCheck.timeoutSeconds",
                "must not be above intervalSeconds (" + check.intervalSeconds() + ")");
    }

    private static void limits(Limits limits, Violations violations) {
        limits.memory()
                .ifPresent(text -> violations.check(
                        Quantity.memory(text).isPresent(),
                        "resources.memory",
                        "\"" + text + "\" is not an amount of memory; write for instance 512Mi or 1Gi"));
        limits.cpus()
                .ifPresent(text -> violations.check(
                        Quantity.cpus(text).isPresent(),
                        "resources.cpus",
                        "\"" + text + "\" is not a number of cores; write for instance 0.5 or 500m"));
    }
}
