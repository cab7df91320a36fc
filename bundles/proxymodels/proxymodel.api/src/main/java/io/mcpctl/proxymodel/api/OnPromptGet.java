package io.mcpctl.proxymodel.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Called around the reading of a prompt. */
@ConsumerType
@FunctionalInterface
public interface OnPromptGet {
    /**
     * Answers the request by itself, or transforms what the server answers.
     *
     * @param name as the client calls it
     * @param arguments a JSON object; <code>{}</code> when there are none
     * @param onward asks the server
     * @return the result of {@code prompts/get}, a JSON object; what {@code onward} returned leaves it as it came
     * @throws Exception fails the request with JSON-RPC error -32603
     */
    String onPromptGet(PluginSessionContext session, String name, String arguments, Onward onward) throws Exception;
}
