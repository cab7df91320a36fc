package io.mcpctl.llm.api;

import java.util.Optional;

/** A part of a message. Cases may be added: providers refuse with INVALID what they do not know, in a {@code default}. */
public sealed interface LlmBlock {
    /** Words. */
    record Text(String text) implements LlmBlock {}

    /**
     * A picture.
     *
     * @param mimeType such as {@code image/png}
     * @param base64 its bytes
     */
    record Image(String mimeType, String base64) implements LlmBlock {}

    /**
     * The model wants a tool to be called.
     *
     * @param id by which the result refers to it, unique in the conversation; made by the provider where the server has none
     * @param arguments a JSON object, complete
     */
    record ToolCall(String id, String name, String arguments) implements LlmBlock {}

    /**
     * What a tool answered.
     *
     * @param callId of the {@link ToolCall}
     * @param failed whether the text says what went wrong
     */
    record ToolResult(String callId, String text, boolean failed) implements LlmBlock {}

    /**
     * What the model thought before its answer.
     *
     * @param text empty when the server hides it
     * @param signature opaque; servers that send one want it back unchanged
     */
    record Reasoning(String text, Optional<String> signature) implements LlmBlock {}
}
