package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ToolPatterns;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.Route.Nothing;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.ServerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Routes below a project: its servers, its instructions and the configuration of clients. */
@Component
public final class ProjectRoutes implements RouteProvider {
    private static final Permission VIEW = Permission.on(Action.view, "projects", "{name}");
    private static final Permission EXPOSE = Permission.on(Action.expose, "projects", "{name}");

    private final ResourceStore store;
    private final AccessControl access;

    /** Attaches a server. */
    public record Attach(
            @Doc("Name of the server.") String server,

            @Doc("Which of its tools the project offers; absent: all.")
            Optional<ToolPatterns> tools) {}

    /** An attached server. */
    public record AttachedServer(
            @Doc("Id of the server.") String id,
            @Doc("Name of the server.") String name,
            @Doc("What it is for.") String description,
            @Doc("How it speaks MCP.") Optional<String> transport,

            @Doc("Which of its tools the project offers; absent: all.")
            Optional<ToolPatterns> tools) {}

    /** What a client's system message is made of. */
    public record Instructions(
            @Doc("The project's own text.") String prompt,
            @Doc("Its servers in name order.") List<Described> servers) {}

    /** A server in instructions. */
    public record Described(
            @Doc("Name of the server.") String name,
            @Doc("What it is for.") String description) {}

    @Activate
    public ProjectRoutes(@Reference ResourceStore store, @Reference AccessControl access) {
        this.store = store;
        this.access = access;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/projects/{name}/mcp-config",
                        EXPOSE,
                        ClientConfiguration.McpServers.class,
                        "Configuration of a client for this project: ?transport=stdio|http, ?url= of the proxy,"
                                + " ?client=claude|cursor|vscode|codex|gemini.",
                        call -> ClientConfiguration.of(
                                call, project(store, call).name())),
                Route.get(
                        "/projects/{name}/instructions",
                        VIEW,
                        Instructions.class,
                        "What a client's system message is made of.",
                        this::instructions),
                Route.get(
                        "/projects/{name}/servers",
                        VIEW,
                        AttachedServer.class,
                        "Lists the attached servers that the caller may see.",
                        this::servers),
                Route.post(
                                "/projects/{name}/servers",
                                EXPOSE,
                                Attach.class,
                                AttachedServer.class,
                                "Attaches a server.",
                                this::attach)
                        .status(201)
                        .verb("attach"),
                Route.delete("/projects/{name}/servers/{server}", EXPOSE, "Detaches a server; it stays.", this::detach)
                        .verb("detach"));
    }

    private Reply instructions(Call<Nothing> call) {
        return store.transact(call.caller(), transaction -> {
            Resource<ProjectSpec> project = project(transaction, call);
            List<Described> servers = attached(transaction, project).stream()
                    .map(server -> new Described(server.name(), server.description()))
                    .toList();
            return Reply.of(new Instructions(project.spec().prompt(), servers));
        });
    }

    private Reply servers(Call<Nothing> call) {
        Scope scope = access.requireScope(call.caller(), Action.view, "servers");
        return store.transact(call.caller(), transaction -> {
            Resource<ProjectSpec> project = project(transaction, call);
            return Reply.of(attached(transaction, project).stream()
                    .filter(server -> scope.includes(server.name()))
                    .toList());
        });
    }

    private Reply attach(Call<Attach> call) {
        return store.transact(call.caller(), transaction -> {
            Resource<ProjectSpec> project = project(transaction, call);
            String name = ServerNames.name(transaction, call.body().server());
            access.require(call.caller(), Permission.on(Action.view, "servers", name));
            Resource<ServerSpec> server = ServerNames.find(transaction, name)
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.NOT_FOUND, "server '" + name + "' not found; see 'get servers'"));
            String attachment = ProjectKinds.attachment(project.name(), name);
            if (transaction.find(ProjectKinds.ATTACHMENT, attachment).isPresent()) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "server '" + name + "' is attached to project '" + project.name() + "' already");
            }
            AttachmentSpec spec = AttachmentKind.checked(
                    new AttachmentSpec(project.name(), name, call.body().tools()));
            Attachments.forget(transaction, spec);
            transaction.create(ProjectKinds.ATTACHMENT, attachment, spec);
            return Reply.of(shown(server, spec.tools()));
        });
    }

    private Reply detach(Call<Nothing> call) {
        return store.transact(call.caller(), transaction -> {
            Resource<ProjectSpec> project = project(transaction, call);
            String server = ServerNames.name(transaction, call.segment("server"));
            Resource<AttachmentSpec> attachment = transaction
                    .find(ProjectKinds.ATTACHMENT, ProjectKinds.attachment(project.name(), server))
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.NOT_FOUND,
                            "server '" + server + "' is not attached to project '" + project.name() + "'"));
            Attachments.forget(transaction, attachment.spec());
            transaction.delete(ProjectKinds.ATTACHMENT, attachment.id());
            return Reply.empty();
        });
    }

    private static Resource<ProjectSpec> project(ResourceStore store, Call<?> call) {
        String word = call.segment("name");
        return store.find(ProjectKinds.PROJECT, word)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "project '" + word + "' not found; see 'get projects'"));
    }

    /** In name order. */
    private static List<AttachedServer> attached(Transaction transaction, Resource<ProjectSpec> project) {
        return transaction.listBy(ProjectKinds.ATTACHMENT, "project", project.id()).stream()
                .map(Resource::spec)
                .sorted(Comparator.comparing(AttachmentSpec::server))
                .flatMap(link -> ServerNames.find(transaction, link.server()).stream()
                        .map(server -> shown(server, link.tools())))
                .toList();
    }

    private static AttachedServer shown(Resource<ServerSpec> server, Optional<ToolPatterns> tools) {
        return new AttachedServer(
                server.id(),
                server.name(),
                server.spec().description(),
                server.spec().transport().map(Enum::name),
                tools);
    }
}
