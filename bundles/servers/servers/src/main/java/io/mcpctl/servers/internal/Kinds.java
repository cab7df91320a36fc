package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.ServerSpec;

/** The descriptions of both kinds of this area. */
final class Kinds {
    static final ResourceKind<ServerSpec> SERVER = ResourceKind.of("server", "servers", ServerSpec.class)
            .aliases("srv")
            .table("mcp_servers")
            .naming(ResourceKind.LABEL)
            .applyOrder(50)
            .column("NAME", "name")
            .column("TRANSPORT", "transport")
            .column("REPLICAS", "replicas")
            .column("PACKAGE/IMAGE", "origin")
            .column("HEALTH", "health")
            .wideColumn("DESCRIPTION", "description")
            .column("AGE", "age")
            .doc(
                    "An MCP server: a package, command or image that is kept running, or the URL of one that runs elsewhere.")
            .build();

    static final ResourceKind<InstanceSpec> INSTANCE = ResourceKind.of("instance", "instances", InstanceSpec.class)
            .aliases("inst")
            .table("mcp_instances")
            .applyOrder(60)
            .readOnly()
            .column("NAME", "name")
            .column("SERVER", "server")
            .column("STATUS", "status")
            .column("HEALTH", "healthStatus")
            .column("PORT", "port")
            .column("CONTAINER", "containerId")
            .column("AGE", "age")
            .doc("One copy of a server. Instances come and go with the server's replicas; deleting one replaces it.")
            .build();

    private Kinds() {}
}
