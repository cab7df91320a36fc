package io.mcpctl.projects.internal;

import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;

/** Projects behind the REST interface, with three servers. */
final class Bench {
    static final String SECRET = "s3cr3t-value-of-a-server";

    private Bench() {}

    private record Servers(ResourceKind<ServerSpec> kind) implements KindProvider<ServerSpec> {}

    static RestBench of(Product product) {
        RestBench rest = new RestBench(product);
        rest.kind(new Servers(ResourceKind.of("server", "servers", ServerSpec.class)
                        .table("mcp_servers")
                        .naming(ResourceKind.LABEL)
                        .build()))
                .kind(new ProjectKind(rest.access()))
                .kind(new AttachmentKind(rest.access()))
                .routes(new ProjectRoutes(rest.store(), rest.access()));
        for (String server : new String[] {"files", "memory", "time"}) {
            rest.send(
                    "POST",
                    "/servers",
                    "{'name':'" + server + "','transport':'STDIO','description':'About " + server
                            + "','command':['x'],'env':[{'name':'API_TOKEN','value':'" + SECRET + "'}]}");
        }
        return rest;
    }
}
