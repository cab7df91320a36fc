package io.mcpctl.templates.internal;

import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.Source;
import java.util.Optional;

/** Servers with another source. */
final class Sources {
    private Sources() {}

    static ServerSpec with(ServerSpec server, Source source) {
        return new ServerSpec(
                server.description(),
                server.transport(),
                server.packageName(),
                server.runtime(),
                server.dockerImage(),
                server.command(),
                server.args(),
                server.containerPort(),
                server.externalUrl(),
                server.repositoryUrl(),
                server.replicas(),
                server.env(),
                server.healthCheck(),
                server.resources(),
                server.orchestrator(),
                server.sharing(),
                server.startTimeoutSeconds(),
                server.health(),
                server.origin(),
                server.lastFailure(),
                server.nextRetryAt(),
                server.headers(),
                server.restartNeeded(),
                Optional.of(source));
    }
}
