package io.mcpctl.llm.api;

import java.util.List;

/**
 * A message of a conversation.
 *
 * @param blocks in order; at least one
 */
public record LlmMessage(Role role, List<LlmBlock> blocks) {
    public LlmMessage {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a message has at least one block");
        }
    }

    /** Whose message it is. */
    public enum Role {
        /** Instructions of the application. */
        SYSTEM,
        /** The person, or results of tools. */
        USER,
        /** The model. */
        ASSISTANT
    }

    public static LlmMessage system(String text) {
        return new LlmMessage(Role.SYSTEM, List.of(new LlmBlock.Text(text)));
    }

    public static LlmMessage user(String text) {
        return new LlmMessage(Role.USER, List.of(new LlmBlock.Text(text)));
    }

    /** What a model said before, to be continued: its blocks are given back as they came. */
    public static LlmMessage assistant(LlmAnswer answer) {
        return new LlmMessage(Role.ASSISTANT, answer.blocks());
    }

    /** What a tool answered to a call of the model. */
    public static LlmMessage result(String callId, String text) {
        return new LlmMessage(Role.USER, List.of(new LlmBlock.ToolResult(callId, text, false)));
    }
}
