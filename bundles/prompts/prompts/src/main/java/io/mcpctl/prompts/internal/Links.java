package io.mcpctl.prompts.internal;

import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.prompts.api.PromptSpec.LinkStatus;
import io.mcpctl.resources.api.ResourceStore;

/** Whether links can work, by what is defined alone: nothing is called. */
final class Links {
    private Links() {}

    /** The prompt with the status of its link. */
    static PromptSpec checked(PromptSpec prompt, ResourceStore store) {
        return prompt.linked(prompt.linkTarget().map(target -> status(target, store)));
    }

    /** An attachment is there only while project and server are. */
    private static LinkStatus status(String target, ResourceStore store) {
        String attachment = target.substring(0, target.indexOf(':'));
        return store.find(ProjectKinds.ATTACHMENT, attachment).isPresent() ? LinkStatus.alive : LinkStatus.dead;
    }
}
