package io.mcpctl.llm.api;

import java.util.Optional;

/**
 * Whether a model server can be used.
 *
 * @param trouble why it cannot, as a sentence for operators such as {@code no key}; empty when it can
 */
public record LlmAvailability(Optional<String> trouble) {
    /** It can be used. */
    public static final LlmAvailability YES = new LlmAvailability(Optional.empty());

    /** It cannot. */
    public static LlmAvailability no(String trouble) {
        return new LlmAvailability(Optional.of(trouble));
    }

    public boolean isAvailable() {
        return trouble.isEmpty();
    }
}
