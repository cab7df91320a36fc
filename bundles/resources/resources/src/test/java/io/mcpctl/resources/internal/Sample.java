package io.mcpctl.resources.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.ServerSpec;
import java.util.List;
import java.util.Optional;

/** Kinds over the real tables, with the real records and without the rules of their areas. */
final class Sample {
    static final ResourceKind<ServerSpec> SERVER = ResourceKind.of("server", "servers", ServerSpec.class)
            .aliases("srv")
            .table("mcp_servers")
            .naming(ResourceKind.LABEL)
            .column("NAME", "name")
            .build();

    static final ResourceKind<ProjectSpec> PROJECT =
            ResourceKind.of("project", "projects", ProjectSpec.class).build();

    static final ResourceKind<AttachmentSpec> ATTACHMENT = ResourceKind.of(
                    "serverattachment", "serverattachments", AttachmentSpec.class)
            .table("project_servers")
            .naming(new Naming.Composed(List.of("project", "server")))
            .build();

    private Sample() {}

    /** A kind without rules. */
    record Plain<S extends Record>(ResourceKind<S> kind) implements KindProvider<S> {}

    /** Projects belong to the system user, as the table demands. */
    record Projects() implements KindProvider<ProjectSpec> {
        @Override
        public ResourceKind<ProjectSpec> kind() {
            return PROJECT;
        }

        @Override
        public ProjectSpec check(ProjectSpec s, Optional<Resource<ProjectSpec>> before, Transaction store) {
            return new ProjectSpec(
                    s.description(),
                    s.prompt(),
                    s.proxyModel(),
                    s.gated(),
                    s.llmProvider(),
                    s.llmModel(),
                    s.serverOverrides(),
                    s.servers(),
                    s.members(),
                    s.toolSeparator(),
                    s.uriStyle(),
                    s.describeServers(),
                    Optional.of("csystem00000000000000user"));
        }

        @Override
        public void afterWrite(Resource<ProjectSpec> resource, Transaction store) {
            if (resource.spec().description().equals("fail after the write")) {
                throw new IllegalStateException("as the test asked");
            }
        }
    }
}
