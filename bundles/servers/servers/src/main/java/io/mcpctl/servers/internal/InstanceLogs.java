package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Permission;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceSpec;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /instances/<name>/logs?tail=N}. */
@Component
public final class InstanceLogs implements RouteProvider {
    private static final String DEFAULT_TAIL = "100";
    private static final int MAX_TAIL = 10_000;

    private final WorkDesk desk;
    private final ResourceStore store;

    @Activate
    public InstanceLogs(@Reference WorkDesk desk, @Reference ResourceStore store) {
        this.desk = desk;
        this.store = store;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.get(
                "/instances/{name}/logs",
                new Permission.Operation("logs"),
                WorkloadLog.class,
                "Last lines that an instance wrote; ?tail= says how many, 100 when absent.",
                this::read));
    }

    private Reply read(Call<?> call) {
        int tail = tail(call.parameter("tail").orElse(DEFAULT_TAIL));
        Resource<InstanceSpec> instance = Instances.require(store, call.segment("name"));
        Containers.Place place = Containers.of(instance);
        return Reply.of(
                Containers.work(desk).log(instance.spec().server(), place.orchestrator(), place.containerId(), tail));
    }

    private static int tail(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int tail = Integer.parseInt(text);
            if (tail >= 1 && tail <= MAX_TAIL) {
                return tail;
            }
        }
        String message = "must be a whole number from 1 to " + MAX_TAIL;
        throw new ProblemException(
                new Problem(ProblemKind.INVALID, "tail: " + message, List.of(new Problem.Violation("tail", message))),
                null);
    }
}
