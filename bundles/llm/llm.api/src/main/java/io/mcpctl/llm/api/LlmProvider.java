package io.mcpctl.llm.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one type of model server. Register it as a service with the property {@code llm.type}: the word that users write
 * in an entry, such as {@code ollama}. Safe for concurrent use. When it is exchanged, calls under way end on the old
 * version; connections are opened again at the new one.
 */
@ConsumerType
@ExtensionPoint(family = "llm", key = "llm.type")
public interface LlmProvider {
    /**
     * Refuses settings that it cannot work with, without reaching anything. A key that is missing is no wrong setting: it
     * is told by {@link LlmConnection#availability}.
     *
     * @throws io.mcpctl.problem.api.ProblemException INVALID, naming the member, such as {@code url}
     */
    void check(LlmSettings settings);

    /** What an entry describes. Returns at once: whatever takes time begins with the first call or with a warm-up. */
    LlmConnection open(LlmSettings settings);
}
