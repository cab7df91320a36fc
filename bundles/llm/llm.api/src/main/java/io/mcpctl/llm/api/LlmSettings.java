package io.mcpctl.llm.api;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An entry that users write.
 *
 * @param name of the entry, for messages
 * @param model that is asked when a request names none
 * @param url of the server, where the type needs one
 * @param apiKey a secret, already resolved; never to be logged or put into a message
 * @param extra members that only this type knows
 */
public record LlmSettings(
        String name, Optional<String> model, Optional<URI> url, Optional<String> apiKey, Map<String, Object> extra) {
    public LlmSettings {
        extra = Map.copyOf(extra);
    }

    /** Without the key, and without values that may be secrets too. */
    @Override
    public String toString() {
        return "LlmSettings[name=" + name + ", model=" + model + ", extra=" + extra.keySet() + "]";
    }
}
