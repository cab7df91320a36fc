package io.mcpctl.projects.internal;

import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.ServerSpec;

/** Asks whether a server exists. */
final class ServerNames {
    /** Only finds: the servers area owns the full description of the kind. */
    private static final ResourceKind<ServerSpec> SERVER = ResourceKind.of("server", "servers", ServerSpec.class)
            .table("mcp_servers")
            .naming(ResourceKind.LABEL)
            .build();

    private ServerNames() {}

    static boolean exists(ResourceStore store, String name) {
        return store.find(SERVER, name)
                .filter(found -> found.name().equals(name))
                .isPresent();
    }
}
