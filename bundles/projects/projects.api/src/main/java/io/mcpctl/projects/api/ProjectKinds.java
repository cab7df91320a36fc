package io.mcpctl.projects.api;

import io.mcpctl.identity.api.Action;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.List;

/** The descriptions of both kinds, for those who read or write them through a store. */
public final class ProjectKinds {
    /** The project that holds the texts of the product itself; it is always there. */
    public static final String SYSTEM_PROJECT = "mcpctl-system";

    /** Id of the user who owns what nobody who logged in created; the schema holds it from the start. */
    public static final String SYSTEM_USER_ID = "csystem00000000000000user";

    public static final ResourceKind<ProjectSpec> PROJECT = ResourceKind.of("project", "projects", ProjectSpec.class)
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

    public static final ResourceKind<AttachmentSpec> ATTACHMENT = ResourceKind.of(
                    "serverattachment", "serverattachments", AttachmentSpec.class)
            .aliases("sa")
            .table("project_servers")
            .naming(new Naming.Composed(List.of("project", "server")))
            .rules("projects", "project")
            .writeAction(Action.expose)
            .applyOrder(90)
            .column("SERVER", "server")
            .column("PROJECT", "project")
            .wideColumn("INCLUDE", "tools.include")
            .wideColumn("EXCLUDE", "tools.exclude")
            .doc("Says that a server is offered in a project, and which of its tools; the same truth as the project's"
                    + " member servers.")
            .build();

    private ProjectKinds() {}

    /** Name of an attachment. */
    public static String attachment(String project, String server) {
        return project + "/" + server;
    }
}
