package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind the endpoints that have several servers: a project, or all servers that the caller may use, as if
 * they were a project with every member at its default.
 */
public record Catalogue(Projects projects, EndpointAccess access) {
    private static final ProjectSpec PLAIN = ProjectSpec.owned("", "");

    /** Refuses a project that does not exist, with HTTP status 404. */
    public void checkExists(Route route) {
        if (route instanceof Route.ToProject project
                && projects.find(project.name()).isEmpty()) {
            throw unknown(project);
        }
    }

    public static HttpFault unknown(Route project) {
        return new HttpFault(404, "project \"" + project.name() + "\" is not known; see \"get projects\"");
    }

    /** The servers in name order, and how they are shown; absent for a project that is gone. */
    public Optional<ProjectSpec> find(Route route, Caller caller) {
        return route instanceof Route.ToAll
                ? Optional.of(PLAIN.withServers(
                        access.servers(caller).stream().sorted().toList()))
                : projects.find(route.name(), caller);
    }

    /** What of them is offered now. */
    public Offer offer(Route route, ProjectSpec project) {
        return new Offer(
                project.servers(), route.project().map(projects::toolFilters).orElse(Map.of()));
    }
}
