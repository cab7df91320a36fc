package io.mcpctl.registry.api;

import java.util.List;

/**
 * Text with the names of inputs in braces: {@code https://{tenant}.example.com/mcp}. A value takes the place of its name.
 *
 * @param inputs those that the text asks for; braces around other words are text
 */
public record RegistryText(String text, List<RegistryInput> inputs) {
    public RegistryText {
        inputs = List.copyOf(inputs);
    }

    /** Asks for nothing. */
    public static RegistryText fixed(String text) {
        return new RegistryText(text, List.of());
    }

    /** Nothing but one input. */
    public static RegistryText of(RegistryInput input) {
        return new RegistryText("{" + input.name() + "}", List.of(input));
    }
}
