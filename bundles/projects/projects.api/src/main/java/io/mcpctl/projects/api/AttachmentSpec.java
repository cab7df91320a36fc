package io.mcpctl.projects.api;

import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Ref;
import java.util.Optional;

/** One (project, server) link. */
public record AttachmentSpec(
        @Doc("Project the server is attached to.") @Ref("project")
        String project,

        @Doc("Attached server.") @Ref("server") String server,

        @Doc("Which of the server's tools the project offers; absent: all of them.")
        Optional<ToolPatterns> tools) {

    /** With all tools. */
    public AttachmentSpec(String project, String server) {
        this(project, server, Optional.empty());
    }
}
