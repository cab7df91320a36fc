package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies of project definitions. */
final class ProjectSpecs {
    /** Owner of what nobody who logged in created; the schema holds it from the start. */
    private static final String SYSTEM_USER = "csystem00000000000000user";

    private ProjectSpecs() {}

    /** Servers once each and in name order; settings of detached servers go with them. */
    static ProjectSpec completed(ProjectSpec spec, Optional<ProjectSpec> before, Principal writer) {
        List<String> servers = spec.servers().stream().distinct().sorted().toList();
        Map<String, ServerOverride> overrides = new TreeMap<>(spec.serverOverrides());
        overrides.keySet().retainAll(servers);
        Optional<String> owner = spec.ownerId()
                .or(() -> before.flatMap(ProjectSpec::ownerId))
                .or(writer::userId)
                .or(() -> Optional.of(SYSTEM_USER));
        return with(spec, servers, overrides, owner);
    }

    static ProjectSpec withServers(ProjectSpec spec, List<String> servers) {
        return with(spec, servers, spec.serverOverrides(), spec.ownerId());
    }

    private static ProjectSpec with(
            ProjectSpec spec, List<String> servers, Map<String, ServerOverride> overrides, Optional<String> owner) {
        return new ProjectSpec(
                spec.description(),
                spec.prompt(),
                spec.proxyModel(),
                spec.gated(),
                spec.llmProvider(),
                spec.llmModel(),
                overrides,
                servers,
                spec.members(),
                spec.toolSeparator(),
                spec.uriStyle(),
                spec.describeServers(),
                owner);
    }
}
