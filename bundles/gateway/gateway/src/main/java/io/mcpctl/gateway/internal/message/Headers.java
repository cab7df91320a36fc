package io.mcpctl.gateway.internal.message;

/** The HTTP headers of MCP. */
public final class Headers {
    public static final String LAST_EVENT = "Last-Event-ID";
    public static final String SESSION = "Mcp-Session-Id";
    public static final String REVISION = "MCP-Protocol-Version";

    private Headers() {}
}
