package io.mcpctl.llm.api;

/** What not every model server can do. */
public enum LlmAbility {
    /** Answers come piece by piece as they are made. Without it they come in one piece. */
    STREAMING,
    /** {@link LlmRequest#tools()} are offered to the model. */
    TOOLS,
    /** Messages may hold {@link LlmBlock.Image}. */
    IMAGES
}
