package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.InstanceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code instance}. */
@Component(service = KindProvider.class, property = "kind=instance")
public final class InstanceKind implements KindProvider<InstanceSpec> {
    private final WorkDesk desk;

    @Activate
    public InstanceKind(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    @Override
    public ResourceKind<InstanceSpec> kind() {
        return Kinds.INSTANCE;
    }

    @Override
    public InstanceSpec present(Resource<InstanceSpec> resource, Transaction transaction) {
        InstanceSpec spec = resource.spec();
        Optional<WorkloadInfo> info =
                workload(spec).filter(found -> found.exitCode().isEmpty());
        Optional<Long> uptime = info.map(
                found -> Duration.between(found.created(), Instant.now()).toSeconds());
        return spec.measured(info.flatMap(WorkloadInfo::memoryBytes), info.flatMap(WorkloadInfo::cpuSeconds), uptime);
    }

    @Override
    public void beforeDelete(Resource<InstanceSpec> resource, ResourceStore store) {
        desk.work().ifPresent(work -> work.stopInstance(resource.spec().server(), resource.name()));
    }

    private Optional<WorkloadInfo> workload(InstanceSpec spec) {
        if (spec.orchestrator().isEmpty() || spec.containerId().isEmpty()) {
            return Optional.empty();
        }
        return desk.work()
                .flatMap(work -> work.inspect(
                        spec.orchestrator().get(), spec.containerId().get()));
    }
}
