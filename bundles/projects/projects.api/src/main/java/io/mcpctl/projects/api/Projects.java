package io.mcpctl.projects.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Looks projects up for the gateway; answers come from memory and follow every change at once. */
@ProviderType
public interface Projects {
    /** The project with its attached servers in name order, or empty when there is none of that name. */
    Optional<ProjectSpec> find(String name);

    /** Names of the projects that the server is attached to. */
    Set<String> withServer(String server);

    /** Filters by server; one that is missing offers all its tools. Empty for an unknown project. */
    default Map<String, ToolFilter> toolFilters(String project) {
        return Map.of();
    }
}
