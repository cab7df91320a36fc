package io.mcpctl.gateway.internal.access;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.servers.api.ServerSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may use which endpoint; decided from memory, for each request, so that a change of rules counts at once. */
@Component(service = {EndpointAccess.class, Gatekeeper.class})
public final class Gatekeeper implements EndpointAccess {
    private final AccessControl access;
    private final Projects projects;
    private final ServerSessions servers;

    @Activate
    public Gatekeeper(
            @Reference AccessControl access, @Reference Projects projects, @Reference ServerSessions servers) {
        this.access = access;
        this.projects = projects;
        this.servers = servers;
    }

    @Override
    public Set<String> servers(Caller caller) {
        Principal principal = caller.principal();
        Predicate<String> may = principal.unrestricted() ? any -> true : server -> mayUse(server, principal);
        return servers.names().stream().filter(may).collect(Collectors.toUnmodifiableSet());
    }

    private boolean mayUse(String server, Principal caller) {
        return reaches(server, caller) && access.allows(caller, toServer(server, caller));
    }

    private boolean reaches(String server, Principal caller) {
        return caller.token()
                .map(token -> projects.withServer(server).contains(token.project()))
                .orElse(true);
    }

    @Override
    public void admit(Caller caller, String path) {
        Route.parse(path).ifPresent(route -> admit(route, caller.principal()));
    }

    /**
     * Everybody is admitted to all servers: there are only those that the caller may use.
     *
     * @throws ProblemException FORBIDDEN; NOT_FOUND for a server that is not in the project of its path
     */
    public void admit(Route route, Principal caller) {
        if (!caller.unrestricted()) {
            route.project().ifPresentOrElse(project -> toProject(project, caller), () -> route.server()
                    .ifPresent(server -> access.require(caller, toServer(server, caller))));
        }
        route.server().ifPresent(server -> route.project().ifPresent(project -> isIn(project, server)));
    }

    private void toProject(String project, Principal caller) {
        caller.token().filter(token -> !token.project().equals(project)).ifPresent(token -> {
            throw outside(token, "project '" + project + "'");
        });
        access.require(
                caller,
                new Permission.AnyOf(List.of(
                        Permission.on(Action.expose, "projects", project),
                        Permission.on(Action.view, "projects", project))));
    }

    private void isIn(String project, String server) {
        if (!projects.withServer(server).contains(project)) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    "server \"" + server + "\" is not attached to project \"" + project + "\"; see \"get projects\"");
        }
    }

    /**
     * To run the server, or to expose a project that offers all of it; for a token, only its own project counts. Here
     * nothing is filtered, so that a project with a choice of tools must not open this door.
     */
    private Permission toServer(String server, Principal caller) {
        Set<String> attached = projects.withServer(server);
        List<Permission> enough = new ArrayList<>(List.of(Permission.on(Action.run, "servers", server)));
        if (caller.token().isPresent()) {
            Principal.Token token = caller.token().get();
            if (!reaches(server, caller)) {
                throw outside(token, "server '" + server + "'");
            }
            attached = Set.of(token.project());
        }
        attached.stream()
                .filter(project -> !projects.toolFilters(project).containsKey(server))
                .sorted()
                .forEach(project -> enough.add(Permission.on(Action.expose, "projects", project)));
        return new Permission.AnyOf(enough);
    }

    /** Does not tell which project it is for: whoever found the token need not know. */
    private static ProblemException outside(Principal.Token token, String asked) {
        return new ProblemException(
                ProblemKind.FORBIDDEN,
                "token '" + token.name() + "' does not reach " + asked + "; use a token of a project that does");
    }
}
