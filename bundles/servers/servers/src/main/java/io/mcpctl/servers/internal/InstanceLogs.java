package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.Subresource;
import io.mcpctl.servers.api.InstanceSpec;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /instances/<name>/logs?tail=N}. */
@Component(service = Subresource.class)
public final class InstanceLogs implements Subresource<InstanceSpec> {
    private static final int DEFAULT_TAIL = 100;
    private static final int MAX_TAIL = 10_000;

    private final WorkDesk desk;

    @Activate
    public InstanceLogs(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    @Override
    public String kind() {
        return Kinds.INSTANCE.name();
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Record read(Resource<InstanceSpec> resource, Map<String, String> query) {
        int tail = tail(query.getOrDefault("tail", Integer.toString(DEFAULT_TAIL)));
        Containers.Place place = Containers.of(resource);
        return Containers.work(desk).log(place.orchestrator(), place.containerId(), tail);
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
