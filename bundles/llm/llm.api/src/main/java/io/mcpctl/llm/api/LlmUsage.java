package io.mcpctl.llm.api;

/**
 * Tokens of one request, as the server counts them.
 *
 * @param input of the request, those read from a cache included
 * @param output of the answer, those of reasoning included
 * @param cached how many of the input were read from a cache; 0 when unknown
 * @param reasoning how many of the output were reasoning; 0 when unknown
 */
public record LlmUsage(long input, long output, long cached, long reasoning) {
    public LlmUsage {
        if (input < 0 || output < 0 || cached < 0 || cached > input || reasoning < 0 || reasoning > output) {
            throw new IllegalArgumentException("no counts of tokens: input " + input + " with " + cached
                    + " cached, output " + output + " with " + reasoning + " of reasoning");
        }
    }

    public static LlmUsage of(long input, long output) {
        return new LlmUsage(input, output, 0, 0);
    }
}
