package io.mcpctl.llm.api;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of an answer. The number of its block says where it belongs: pieces of several tool calls may alternate, and all
 * pieces of one number make the block of that place in {@link LlmAnswer#blocks()}.
 */
public sealed interface LlmEvent {
    /** Place of its block in the answer, from 0. */
    int block();

    /** More words. */
    record Text(int block, String more) implements LlmEvent {}

    /** More of what the model thinks. */
    record Reasoning(int block, String more) implements LlmEvent {}

    /** A tool call begins; comes before any {@link Arguments} of its block. */
    record ToolCall(int block, String id, String name) implements LlmEvent {}

    /** More of the arguments of a tool call: a fragment of JSON. */
    record Arguments(int block, String more) implements LlmEvent {}

    /** An answer that is there already, as the fewest pieces. */
    static List<LlmEvent> of(LlmAnswer answer) {
        List<LlmEvent> events = new ArrayList<>();
        for (int i = 0; i < answer.blocks().size(); i++) {
            switch (answer.blocks().get(i)) {
                case LlmBlock.Text text -> events.add(new Text(i, text.text()));
                case LlmBlock.Reasoning reasoning -> events.add(new Reasoning(i, reasoning.text()));
                case LlmBlock.ToolCall call -> {
                    events.add(new ToolCall(i, call.id(), call.name()));
                    events.add(new Arguments(i, call.arguments()));
                }
                case LlmBlock.Image image -> throw new IllegalArgumentException("an answer has no " + image.mimeType());
                case LlmBlock.ToolResult result ->
                    throw new IllegalArgumentException("an answer has no result of " + result.callId());
            }
        }
        return events;
    }
}
