package io.mcpctl.proxymodel.api;

/**
 * A tool, a resource or a prompt in a list.
 *
 * @param server name of the server that offers it; empty when none does
 * @param name by which clients use it: of a tool or prompt its name, of a resource its URI
 * @param json the whole entry as the client sees it, a JSON object that holds the name too
 */
public record ListEntry(String server, String name, String json) {}
