package io.mcpctl.gateway.internal.access;

import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;

/** The proxy models that are in force. */
public record Models(Projects projects) {
    private static final String NONE = "none";

    /** That of the project whose rules the endpoint follows. */
    public String of(Route route) {
        return route.project()
                .flatMap(projects::find)
                .map(ProjectSpec::proxyModel)
                .orElse(NONE);
    }
}
