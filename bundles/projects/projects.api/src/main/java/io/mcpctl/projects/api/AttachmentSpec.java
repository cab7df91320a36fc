package io.mcpctl.projects.api;

import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Ref;

/** One (project, server) link. */
public record AttachmentSpec(
        @Doc("Project the server is attached to.") @Ref("project")
        String project,

        @Doc("Attached server.") @Ref("server") String server) {}
