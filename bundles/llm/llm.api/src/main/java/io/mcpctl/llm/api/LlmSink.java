package io.mcpctl.llm.api;

import org.osgi.annotation.versioning.ProviderType;

/** Takes the pieces of an answer. */
@ProviderType
@FunctionalInterface
public interface LlmSink {
    /**
     * Takes the next piece; may block, when who reads the answer is slow.
     *
     * @throws RuntimeException when nobody wants more: the provider ends the request and lets it pass
     */
    void accept(LlmEvent event);
}
