package io.mcpctl.embedded;

import java.util.Map;

/**
 * What a tool answered.
 *
 * @param isError whether it ran and failed; the text then says why
 * @param text all text parts, joined by line feeds
 * @param whole the whole result, as JSON has it
 */
public record ToolResult(boolean isError, String text, Map<String, Object> whole) {}
