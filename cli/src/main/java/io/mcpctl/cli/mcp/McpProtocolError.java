package io.mcpctl.cli.mcp;

/** The server answered with a JSON-RPC error or with something that is not MCP. */
public final class McpProtocolError extends Exception {
    private static final long serialVersionUID = 1L;

    public McpProtocolError(String sentence) {
        super(sentence);
    }
}
