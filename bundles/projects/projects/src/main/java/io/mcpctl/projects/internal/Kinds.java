package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.List;

/** The descriptions of both kinds of this area. */
final class Kinds {
    static final String SYSTEM_PROJECT = "mcpctl-system";

    static final ResourceKind<ProjectSpec> PROJECT = ResourceKind.of("project", "projects", ProjectSpec.class)
            .aliases("proj")
            .table("projects")
            .applyOrder(80)
            .column("NAME", "name")
            .column("PROXYMODEL", "proxyModel")
            .column("GATED", "gated")
            .column("SERVERS", "servers")
            .column("DESCRIPTION", "description")
            .wideColumn("AGE", "age")
            .doc("A set of servers behind one MCP endpoint, with the rules of its sessions.")
            .build();

    static final ResourceKind<AttachmentSpec> ATTACHMENT = ResourceKind.of(
                    "serverattachment", "serverattachments", AttachmentSpec.class)
            .aliases("sa")
            .table("project_servers")
            .naming(new Naming.Composed(List.of("project", "server")))
            .applyOrder(90)
            .column("SERVER", "server")
            .column("PROJECT", "project")
            .doc("Says that a server is offered in a project; the same truth as the project's member servers.")
            .build();

    private Kinds() {}

    static String attachment(String project, String server) {
        return project + "/" + server;
    }
}
