package io.mcpctl.benchmarks.gateway;

/**
 * Where load goes.
 *
 * @param port on 127.0.0.1
 * @param path of the MCP endpoint
 * @param headers further lines of each request, each with CR LF at its end
 * @param tool name of the echo tool at this endpoint
 */
record Endpoint(int port, String path, String headers, String tool) {}
