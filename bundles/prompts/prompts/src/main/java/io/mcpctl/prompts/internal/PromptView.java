package io.mcpctl.prompts.internal;

import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.prompts.api.PromptRequestSpec;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A prompt, or a proposal of one, as routes show it: what the kind's own routes show, and which of both it is. */
record PromptView(
        @Doc("prompt, or promptrequest while it waits for approval.")
        String kind,

        @Doc("Opaque id.") String id,
        @Doc("Name.") String name,
        @Doc("The text.") String content,
        @Doc("Project; absent: all.") Optional<String> project,
        @Doc("1 to 10; 10 = always delivered.") int priority,

        @Doc("Where the text is kept instead, as <project>/<server>:<uri>.")
        Optional<String> linkTarget,

        @Doc("What it says, in one sentence.") Optional<String> summary,
        @Doc("Its headings.") List<String> chapters,
        @Doc("alive or dead.") Optional<PromptSpec.LinkStatus> linkStatus,

        @Doc("Session that proposed it.") Optional<String> createdBySession,

        @Doc("Id of the user who proposed it.") Optional<String> createdByUserId,

        @Doc("Starts at 1 and grows with each change.") int version,
        @Doc("When it was made.") Instant createdAt,
        @Doc("When it was changed.") Instant updatedAt) {

    static PromptView of(Resource<PromptSpec> prompt, ResourceStore store) {
        PromptSpec spec = Links.checked(prompt.spec(), store);
        return new PromptView(
                PromptKinds.PROMPT.name(),
                prompt.id(),
                prompt.name(),
                spec.content(),
                spec.project(),
                spec.priority(),
                spec.linkTarget(),
                spec.summary(),
                spec.chapters(),
                spec.linkStatus(),
                Optional.empty(),
                Optional.empty(),
                prompt.version(),
                prompt.createdAt(),
                prompt.updatedAt());
    }

    static PromptView of(Resource<PromptRequestSpec> request) {
        PromptRequestSpec spec = request.spec();
        return new PromptView(
                PromptKinds.REQUEST.name(),
                request.id(),
                request.name(),
                spec.content(),
                spec.project(),
                spec.priority(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                spec.createdBySession(),
                spec.createdByUserId(),
                request.version(),
                request.createdAt(),
                request.updatedAt());
    }
}
