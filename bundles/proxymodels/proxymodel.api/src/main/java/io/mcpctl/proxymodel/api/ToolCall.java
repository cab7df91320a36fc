package io.mcpctl.proxymodel.api;

/**
 * A call of a tool.
 *
 * @param name as the client calls it
 * @param server name of the server that has it
 * @param tool as the server itself calls it
 * @param arguments a JSON object; <code>{}</code> when there are none
 */
public record ToolCall(String name, String server, String tool, String arguments) {}
