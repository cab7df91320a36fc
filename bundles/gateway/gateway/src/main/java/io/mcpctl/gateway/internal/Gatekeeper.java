package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may use which endpoint; decided from memory, for each request, so that a change of rules counts at once. */
final class Gatekeeper {
    private final AccessControl access;
    private final Projects projects;

    Gatekeeper(AccessControl access, Projects projects) {
        this.access = access;
        this.projects = projects;
    }

    /** @throws ProblemException FORBIDDEN */
    void admit(Route route, Principal caller) {
        if (caller.unrestricted()) {
            return;
        }
        switch (route) {
            case Route.ToProject project -> {
                if (caller.token().isPresent()
                        && !caller.token().get().project().equals(project.name())) {
                    throw outside(caller.token().get());
                }
                access.require(
                        caller,
                        new Permission.AnyOf(List.of(
                                Permission.on(Action.expose, "projects", project.name()),
                                Permission.on(Action.view, "projects", project.name()))));
            }
            case Route.ToServer server -> access.require(caller, toServer(server.name(), caller));
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
            if (!attached.contains(token.project())) {
                throw outside(token);
            }
            attached = Set.of(token.project());
        }
        attached.stream()
                .filter(project -> !projects.toolFilters(project).containsKey(server))
                .sorted()
                .forEach(project -> enough.add(Permission.on(Action.expose, "projects", project)));
        return new Permission.AnyOf(enough);
    }

    private static ProblemException outside(Principal.Token token) {
        return new ProblemException(
                ProblemKind.FORBIDDEN, "token '" + token.name() + "' reaches project '" + token.project() + "' only");
    }
}
