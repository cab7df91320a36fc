package io.mcpctl.prompts.api;

import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Ref;
import java.util.Optional;

/** A proposal of a prompt. It ends when it is approved or rejected; either way it is gone then. */
public record PromptRequestSpec(
        @Doc("The proposed text, in Markdown.") @Range(min = 1, max = 50000)
        String content,

        @Doc("Project it is meant for; absent: all projects.") @Ref("project")
        Optional<String> project,

        @Doc("Proposed priority, 1 to 10.") @Default("5") @Range(min = 1, max = 10)
        int priority,

        @Doc("MCP session that proposed it; that session sees it before it is approved.") @Range(min = 1, max = 200)
        Optional<String> createdBySession,

        @Doc("Id of the user who proposed it.") @Output Optional<String> createdByUserId) {}
