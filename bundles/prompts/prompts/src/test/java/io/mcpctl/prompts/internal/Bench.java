package io.mcpctl.prompts.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;
import java.util.Optional;

/** Prompts behind the REST interface, with projects demo and other, and the system project. */
final class Bench {
    private Bench() {}

    private record Servers(ResourceKind<ServerSpec> kind) implements KindProvider<ServerSpec> {}

    private record Attachments(ResourceKind<AttachmentSpec> kind) implements KindProvider<AttachmentSpec> {}

    /** Projects without the rules of their area. */
    private record Projects(ResourceKind<ProjectSpec> kind) implements KindProvider<ProjectSpec> {
        @Override
        public ProjectSpec check(ProjectSpec spec, Optional<Resource<ProjectSpec>> before, Transaction transaction) {
            return ProjectSpec.owned(spec.description(), ProjectKinds.SYSTEM_USER_ID);
        }
    }

    static RestBench of(Product product) {
        RestBench rest = new RestBench(product);
        PromptKind prompts = new PromptKind(rest.access());
        rest.kind(new Servers(ResourceKind.of("server", "servers", ServerSpec.class)
                        .table("mcp_servers")
                        .naming(ResourceKind.LABEL)
                        .build()))
                .kind(new Projects(ProjectKinds.PROJECT))
                .kind(new Attachments(ProjectKinds.ATTACHMENT))
                .kind(prompts)
                .kind(new PromptRequestKind())
                .routes(new PromptRoutes(rest.store(), prompts))
                .routes(new VisiblePrompts(rest.store()));
        SystemPrompts.ensure(rest.store());
        rest.send("POST", "/projects", "{'name':'demo'}");
        rest.send("POST", "/projects", "{'name':'other'}");
        return rest;
    }
}
