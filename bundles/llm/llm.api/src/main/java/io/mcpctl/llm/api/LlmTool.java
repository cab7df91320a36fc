package io.mcpctl.llm.api;

/**
 * A tool that a model may call.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param inputSchema JSON Schema of the arguments, an object
 */
public record LlmTool(String name, String description, String inputSchema) {}
