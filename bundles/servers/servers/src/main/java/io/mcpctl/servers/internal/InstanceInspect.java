package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /instances/<name>/inspect}. */
@Component
public final class InstanceInspect implements RouteProvider {
    private final WorkDesk desk;
    private final ResourceStore store;
    private final OwnerDaemon owner;

    @Activate
    public InstanceInspect(@Reference WorkDesk desk, @Reference ResourceStore store, @Reference OwnerDaemon owner) {
        this.desk = desk;
        this.store = store;
        this.owner = owner;
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
    public List<Route<?>> routes() {
        return List.of(Route.get(
                "/instances/{name}/inspect",
                Permission.on(Action.view, "instances", "{name}"),
                Facts.class,
                "What the orchestrator knows of an instance.",
                this::read));
    }

    private Reply read(Call<?> call) {
        Resource<InstanceSpec> instance = Instances.require(store, call.segment("name"));
        Containers.Place place = Containers.of(instance);
        Optional<String> elsewhere = owner.of(instance);
        if (elsewhere.isPresent()) {
            return owner.ask(elsewhere.get(), instance, "inspect", call);
        }
        WorkloadInfo info = Containers.work(desk)
                .inspect(place.orchestrator(), place.containerId())
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "the container of instance \"" + instance.name() + "\" is gone; it is replaced shortly"));
        return Reply.of(new Facts(
                info.id(),
                place.orchestrator(),
                info.state().name(),
                info.port(),
                info.address(),
                info.created(),
                info.exitCode(),
                info.memoryBytes(),
                info.cpuSeconds(),
                info.facts()));
    }
}
