package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies of project definitions. */
final class ProjectSpecs {
    private ProjectSpecs() {}

    /** Servers once each and in name order; settings of detached servers go with them; the creator owns it. */
    static ProjectSpec completed(ProjectSpec spec, Optional<ProjectSpec> before, Principal caller) {
        List<String> servers = spec.servers().stream().distinct().sorted().toList();
        Optional<String> owner = spec.ownerId()
                .or(() -> before.flatMap(ProjectSpec::ownerId))
                .or(caller::userId)
                .or(() -> Optional.of(ProjectKinds.SYSTEM_USER_ID));
        return with(spec, servers, owner);
    }

    /** Settings of servers that are not attached are not shown: a server that was deleted leaves some behind. */
    static ProjectSpec withServers(ProjectSpec spec, List<String> servers) {
        return with(spec, servers, spec.ownerId());
    }

    static ProjectSpec withoutOverride(ProjectSpec spec, String server) {
        Map<String, ServerOverride> overrides = new TreeMap<>(spec.serverOverrides());
        return overrides.remove(server) == null ? spec : with(spec, spec.servers(), overrides, spec.ownerId());
    }

    private static ProjectSpec with(ProjectSpec spec, List<String> servers, Optional<String> owner) {
        Map<String, ServerOverride> overrides = new TreeMap<>(spec.serverOverrides());
        overrides.keySet().retainAll(servers);
        return with(spec, servers, overrides, owner);
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
