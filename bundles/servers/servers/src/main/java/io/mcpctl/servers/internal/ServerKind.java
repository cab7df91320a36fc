package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.ServerSpec;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code server}. */
@Component(service = KindProvider.class, property = "kind=server")
public final class ServerKind implements KindProvider<ServerSpec> {
    private final WorkDesk desk;
    private final StoredConditions stored = new StoredConditions();

    @Activate
    public ServerKind(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    @Override
    public ResourceKind<ServerSpec> kind() {
        return Kinds.SERVER;
    }

    @Override
    public ServerSpec check(ServerSpec spec, Optional<Resource<ServerSpec>> before, Transaction transaction) {
        return ServerRules.complete(spec);
    }

    @Override
    public ServerSpec present(Resource<ServerSpec> resource, Transaction transaction) {
        ServerSpec spec = resource.spec();
        Work.Condition condition = desk.work()
                .map(work -> work.leads() ? work.condition(resource.name()) : stored.of(resource.name(), transaction))
                .orElse(Work.Condition.UNKNOWN);
        return new ServerSpec(
                spec.description(),
                spec.transport(),
                spec.packageName(),
                spec.runtime(),
                spec.dockerImage(),
                spec.command(),
                spec.args(),
                spec.containerPort(),
                spec.externalUrl(),
                spec.repositoryUrl(),
                spec.replicas(),
                spec.env(),
                spec.healthCheck(),
                spec.resources(),
                spec.orchestrator(),
                spec.sharing(),
                spec.startTimeoutSeconds(),
                condition.health().map(Enum::name),
                Optional.of(origin(spec)),
                condition.lastFailure(),
                condition.nextRetryAt().map(Instant::toString),
                spec.headers(),
                restartNeeded(resource, transaction),
                spec.source());
    }

    private Optional<Boolean> restartNeeded(Resource<ServerSpec> resource, Transaction transaction) {
        if (Definition.of(resource.spec()).references().isEmpty()) {
            return Optional.empty();
        }
        return desk.work()
                .filter(work -> work.restartNeeded(resource.name(), transaction))
                .map(work -> true);
    }

    /** What runs is stopped first, rows go afterwards. */
    @Override
    public void beforeDelete(Resource<ServerSpec> resource, ResourceStore store) {
        desk.work().ifPresent(work -> work.stopServer(resource.name()));
    }

    private static String origin(ServerSpec spec) {
        return spec.packageName()
                .or(spec::dockerImage)
                .or(spec::externalUrl)
                .orElseGet(() -> String.join(" ", spec.command()));
    }
}
