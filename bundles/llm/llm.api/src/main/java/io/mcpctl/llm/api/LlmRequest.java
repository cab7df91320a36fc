package io.mcpctl.llm.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model is asked.
 *
 * @param model instead of the configured one
 * @param messages the conversation so far, the oldest first; the model continues it
 * @param tools that the model may call; calling them is the caller's work
 * @param toolChoice whether it has to
 * @param maxTokens of the answer at most
 * @param temperature from 0, always the likeliest, to 2; the server's own default when empty
 * @param stop texts that end the answer, which does not contain them
 */
public record LlmRequest(
        Optional<String> model,
        List<LlmMessage> messages,
        List<LlmTool> tools,
        LlmToolChoice toolChoice,
        OptionalInt maxTokens,
        OptionalDouble temperature,
        List<String> stop) {
    public LlmRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        stop = List.copyOf(stop);
    }

    /** One question and nothing else. */
    public static LlmRequest of(String question) {
        return of(List.of(LlmMessage.user(question)));
    }

    /** A conversation, with every choice left to the server. */
    public static LlmRequest of(List<LlmMessage> messages) {
        return new LlmRequest(
                Optional.empty(),
                messages,
                List.of(),
                LlmToolChoice.AUTO,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                List.of());
    }

    /** The same with tools. */
    public LlmRequest with(List<LlmTool> offered, LlmToolChoice choice) {
        return new LlmRequest(model, messages, offered, choice, maxTokens, temperature, stop);
    }

    /** Sizes only: conversations are not for logs. */
    @Override
    public String toString() {
        return "LlmRequest[model=" + model + ", messages=" + messages.size() + ", tools=" + tools.size() + "]";
    }
}
