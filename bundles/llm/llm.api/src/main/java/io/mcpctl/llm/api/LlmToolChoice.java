package io.mcpctl.llm.api;

import java.util.Optional;

/**
 * Whether the model calls tools.
 *
 * @param tool the one it has to call; with {@link Mode#REQUIRED} only
 */
public record LlmToolChoice(Mode mode, Optional<String> tool) {
    /** As the model likes. */
    public static final LlmToolChoice AUTO = new LlmToolChoice(Mode.AUTO, Optional.empty());
    /** No tool. */
    public static final LlmToolChoice NONE = new LlmToolChoice(Mode.NONE, Optional.empty());
    /** At least one. */
    public static final LlmToolChoice REQUIRED = new LlmToolChoice(Mode.REQUIRED, Optional.empty());

    public LlmToolChoice {
        if (tool.isPresent() && mode != Mode.REQUIRED) {
            throw new IllegalArgumentException("only a required tool has a name");
        }
    }

    /** How much choice there is. */
    public enum Mode {
        AUTO,
        NONE,
        REQUIRED
    }
}
