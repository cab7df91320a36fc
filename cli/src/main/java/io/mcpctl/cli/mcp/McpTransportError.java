package io.mcpctl.cli.mcp;

/** The server could not be talked to: connection, TLS, HTTP status, time limit. */
public final class McpTransportError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    public McpTransportError(String sentence, Throwable cause) {
        super(sentence, cause);
        this.status = 0;
    }

    public McpTransportError(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** The HTTP status that was the reason, 0 when it was something else. */
    public int status() {
        return status;
    }
}
