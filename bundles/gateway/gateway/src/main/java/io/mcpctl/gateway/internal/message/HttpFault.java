package io.mcpctl.gateway.internal.message;

/** A request that is refused at the HTTP level; the body is a JSON-RPC error without id, as MCP clients expect. */
public final class HttpFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    public HttpFault(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public HttpFault(int status, String message) {
        this(status, RpcFault.SERVER_GONE, message);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }
}
