package io.mcpctl.embedded;

/** A request was answered with a JSON-RPC error. */
public final class McpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    public McpError(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The JSON-RPC error code. */
    public int code() {
        return code;
    }
}
