package io.mcpctl.projects.api;

import io.mcpctl.identity.api.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Looks projects up for the gateway; answers come from memory and follow every change at once. */
@ProviderType
public interface Projects {
    /** The project with its attached servers in name order, or empty when there is none of that name. */
    Optional<ProjectSpec> find(String name);

    /** The project with what of it concerns the caller: a proxy may know servers that are its owner's alone. */
    default Optional<ProjectSpec> find(String name, Caller caller) {
        return find(name);
    }

    /** Names of the projects that the server is attached to. */
    Set<String> withServer(String server);

    /** Filters by server; one that is missing offers all its tools. Empty for an unknown project. */
    default Map<String, ToolFilter> toolFilters(String project) {
        return Map.of();
    }
}
