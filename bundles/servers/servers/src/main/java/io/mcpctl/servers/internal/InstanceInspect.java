package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.Subresource;
import io.mcpctl.servers.api.InstanceSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /instances/<name>/inspect}. */
@Component(service = Subresource.class)
public final class InstanceInspect implements Subresource<InstanceSpec> {
    private final WorkDesk desk;

    @Activate
    public InstanceInspect(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    /** Facts of the orchestrator, as shown to people. */
    public record Facts(
            String containerId,
            String orchestrator,
            String state,
            Optional<Integer> port,
            Optional<String> ip,
            Instant created,
            Optional<Integer> exitCode,
            Optional<Long> memoryBytes,
            Optional<Double> cpuSeconds,
            Map<String, String> facts) {}

    @Override
    public String kind() {
        return Kinds.INSTANCE.name();
    }

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public Record read(Resource<InstanceSpec> resource, Map<String, String> query) {
        Containers.Place place = Containers.of(resource);
        WorkloadInfo info = Containers.work(desk)
                .inspect(place.orchestrator(), place.containerId())
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "the container of instance \"" + resource.name() + "\" is gone; it is replaced shortly"));
        return new Facts(
                info.id(),
                place.orchestrator(),
                info.state().name(),
                info.port(),
                info.address(),
                info.created(),
                info.exitCode(),
                info.memoryBytes(),
                info.cpuSeconds(),
                info.facts());
    }
}
