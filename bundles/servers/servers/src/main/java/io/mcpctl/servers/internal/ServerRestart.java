package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.ServerSpec;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /servers/<name>/restart}. */
@Component
public final class ServerRestart implements RouteProvider {
    private final WorkDesk desk;
    private final ResourceStore store;
    private final OwnerDaemon owner;

    @Activate
    public ServerRestart(@Reference WorkDesk desk, @Reference ResourceStore store, @Reference OwnerDaemon owner) {
        this.desk = desk;
        this.store = store;
        this.owner = owner;
    }

    /** What was begun. */
    public record Restarted(
            @Doc("Name of the server.") String server,
            @Doc("Ids of the instances that are replaced.") List<String> instances) {}

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.post(
                        "/servers/{name}/restart",
                        Permission.on(Action.edit, "servers", "{name}"),
                        Route.Nothing.class,
                        Restarted.class,
                        "Has all instances of a server started anew, one after the other, new ones before old ones where they can"
                                + " run side by side; answers at once.",
                        this::restart)
                .verb("restart"));
    }

    private Reply restart(Call<?> call) {
        Resource<ServerSpec> server = store.find(Kinds.SERVER, call.segment("name"))
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "server '" + call.segment("name") + "' not found; see 'get servers'"));
        if (server.spec().replicas() == 0) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "server '" + server.name() + "' has no instances to restart: its replicas are 0");
        }
        Work work = Containers.work(desk);
        if (work.leads()) {
            return Reply.of(new Restarted(server.name(), work.restart(server.name())));
        }
        Optional<Resource<InstanceSpec>> elsewhere = store.list(Kinds.INSTANCE).stream()
                .filter(instance -> instance.spec().server().equals(server.name())
                        && owner.of(instance).isPresent())
                .findFirst();
        return elsewhere
                .map(instance -> owner.post(
                        owner.of(instance).orElseThrow(), instance, "/servers/" + server.id() + "/restart", call))
                .orElseGet(() -> Reply.of(new Restarted(server.name(), List.of())));
    }
}
