package io.mcpctl.llm.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model answered.
 *
 * @param model that did, as the server says
 * @param blocks in order: texts, tool calls, reasoning
 * @param usage empty when the server does not count
 */
public record LlmAnswer(String model, List<LlmBlock> blocks, Stop stop, Optional<LlmUsage> usage) {
    public LlmAnswer {
        blocks = List.copyOf(blocks);
    }

    /** Why it ended. */
    public enum Stop {
        /** It was complete, or met a text of {@link LlmRequest#stop()}. */
        END,
        /** {@link LlmRequest#maxTokens()} or the room of the model was used up. */
        LENGTH,
        /** The model waits for results of tools. */
        TOOL_CALLS,
        /** The server held something back. */
        FILTERED
    }

    /** All texts, one after the other. */
    public String text() {
        return blocks.stream()
                .map(block -> block instanceof LlmBlock.Text text ? text.text() : "")
                .collect(Collectors.joining());
    }

    /** The calls that the model wants. */
    public List<LlmBlock.ToolCall> toolCalls() {
        return blocks.stream()
                .filter(LlmBlock.ToolCall.class::isInstance)
                .map(LlmBlock.ToolCall.class::cast)
                .toList();
    }

    /** Sizes only: conversations are not for logs. */
    @Override
    public String toString() {
        return "LlmAnswer[model=" + model + ", blocks=" + blocks.size() + ", stop=" + stop + ", usage=" + usage + "]";
    }
}
