package io.mcpctl.prompts.api;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Ref;
import java.util.List;
import java.util.Optional;

/** A text for the clients of a project, or without one for those of all projects. */
public record PromptSpec(
        @Doc("The text, in Markdown; required unless linkTarget is set.") @Default("\"\"") @Range(max = 50000)
        String content,

        @Doc("Project whose clients are given it; absent: those of all projects.") @Ref("project")
        Optional<String> project,

        @Doc("How urgently it is delivered; 10 = always.") @Default("5") @Range(min = 1, max = 10)
        int priority,

        @Doc("MCP resource of another project that holds the text, as <project>/<server>:<uri>.")
        @Range(max = 2500)
        @Match(
                value = "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?:\\S{1,2000}",
                meaning = "<project>/<server>:<uri>")
        Optional<String> linkTarget,

        @Doc("What it says, in one sentence.") @Output Optional<String> summary,

        @Doc("Its headings.") @Output @Default("[]") List<String> chapters,

        @Doc("alive: the server of linkTarget is attached to its project; dead: it is not. No MCP call is made.")
        @Computed
        Optional<LinkStatus> linkStatus) {

    /** Longest summary, in characters. */
    public static final int MAX_SUMMARY = 200;

    public PromptSpec {
        chapters = List.copyOf(chapters);
    }

    /** A text without a link, not summed up yet. */
    public static PromptSpec text(Optional<String> project, String content, int priority) {
        return new PromptSpec(
                content, project, priority, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    public PromptSpec summedUp(Optional<String> sentence, List<String> headings) {
        return new PromptSpec(content, project, priority, linkTarget, sentence, headings, linkStatus);
    }

    public PromptSpec linked(Optional<LinkStatus> status) {
        return new PromptSpec(content, project, priority, linkTarget, summary, chapters, status);
    }

    /** Whether the structure that a link needs is there. */
    public enum LinkStatus {
        alive,
        dead
    }
}
