package io.mcpctl.projects.api;

import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import java.util.List;

/**
 * Which tools of a server a project offers, by the names that the server itself uses. In a pattern {@code *} stands for
 * any characters and {@code ?} for exactly one.
 */
public record ToolPatterns(
        @Doc("Patterns of the tools to offer, such as read_*; none: all tools.") @Default("[]") @Range(max = 200)
        List<String> include,

        @Doc("Patterns of the tools not to offer; they win over include.") @Default("[]") @Range(max = 200)
        List<String> exclude) {

    /** Length of a pattern at most, in characters. */
    public static final int MAX_LENGTH = 200;

    public ToolPatterns {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether every tool is offered. */
    public boolean isEmpty() {
        return include.isEmpty() && exclude.isEmpty();
    }
}
