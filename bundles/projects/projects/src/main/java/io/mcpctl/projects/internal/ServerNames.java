package io.mcpctl.projects.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.ServerSpec;
import java.util.Optional;

/** Reads servers. */
final class ServerNames {
    /** Only reads: the servers area owns the full description of the kind. */
    private static final ResourceKind<ServerSpec> SERVER = ResourceKind.of("server", "servers", ServerSpec.class)
            .table("mcp_servers")
            .naming(ResourceKind.LABEL)
            .build();

    private ServerNames() {}

    /** By name alone. */
    static Optional<Resource<ServerSpec>> find(ResourceStore store, String name) {
        return store.find(SERVER, name).filter(found -> found.name().equals(name));
    }

    /** The name of the server with this id or name; the word itself when there is none. */
    static String name(ResourceStore store, String idOrName) {
        return store.find(SERVER, idOrName).map(Resource::name).orElse(idOrName);
    }
}
