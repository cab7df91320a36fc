package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies of project definitions. */
final class ProjectSpecs {
    private ProjectSpecs() {}

    /** Servers once each and in name order; settings of detached servers go with them (CP-PROJ-10). */
    static ProjectSpec completed(ProjectSpec spec) {
        List<String> servers = spec.servers().stream().distinct().sorted().toList();
        Map<String, ServerOverride> overrides = new TreeMap<>(spec.serverOverrides());
        overrides.keySet().retainAll(servers);
        return with(spec, servers, overrides);
    }

    static ProjectSpec withServers(ProjectSpec spec, List<String> servers) {
        return with(spec, servers, spec.serverOverrides());
    }

    private static ProjectSpec with(ProjectSpec spec, List<String> servers, Map<String, ServerOverride> overrides) {
        return new ProjectSpec(
                spec.description(), spec.prompt(), spec.proxyModel(), spec.gated(), spec.llmProvider(),
                spec.llmModel(), overrides, servers, spec.members(), spec.toolSeparator(),
                spec.uriStyle(), spec.describeServers(), spec.ownerId());
    }
}
