package io.mcpctl.stage.api;

/** What sort of content goes through a pipeline. There may be more of them later: a {@code switch} needs a default. */
public enum ContentKind {
    /** The text of a prompt. */
    prompt,
    /** The texts of a tool's result, joined by line breaks. */
    toolResult,
    /** The text of a resource. */
    resource
}
