package io.mcpctl.projects.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which tools of one server a project offers. Immutable, compiled beforehand and quick enough to be asked on every
 * call; two filters that offer the same by the same patterns are equal.
 */
@ProviderType
public interface ToolFilter {
    /**
     * Whether the project offers the tool.
     *
     * @param tool as the server itself names it
     */
    boolean offers(String tool);
}
