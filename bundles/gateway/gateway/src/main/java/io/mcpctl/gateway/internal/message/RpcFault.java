package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import java.nio.charset.StandardCharsets;

/** A request that is answered with a JSON-RPC error; cheap, since clients cause it. */
public final class RpcFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final int SERVER_GONE = -32000;
    static final int TIMEOUT = -32001;
    public static final int RESOURCE_UNKNOWN = -32002;
    public static final int NOT_JSON = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_UNKNOWN = -32601;
    public static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    private static final String RETRY_SOON = ",\"retryAfterMs\":1000";

    private final int code;
    private final String data;

    /** With {@code data} as raw JSON, or an empty text for none. */
    public RpcFault(int code, String message, String data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    public RpcFault(int code, String message) {
        this(code, message, "");
    }

    /** {@code correlation}: what the request is called in the log. */
    public static RpcFault of(ProblemException problem, String correlation) {
        String message = problem.problem().detail();
        return switch (problem.kind()) {
            case TIMEOUT -> new RpcFault(TIMEOUT, message, data(correlation, ""));
            case THROTTLED, UNAVAILABLE -> new RpcFault(SERVER_GONE, message, data(correlation, RETRY_SOON));
            case INVALID -> new RpcFault(INVALID_PARAMS, message);
            case INTERNAL -> new RpcFault(INTERNAL, message, data(correlation, ""));
            default -> new RpcFault(SERVER_GONE, message, data(correlation, ""));
        };
    }

    static String data(String correlation, String more) {
        return "{\"correlationId\":" + JsonText.quote(correlation) + more + "}";
    }

    public byte[] answer(byte[] id) {
        String message = String.valueOf(getMessage());
        return data.isEmpty()
                ? Messages.error(id, code, message)
                : Messages.error(id, code, message, data.getBytes(StandardCharsets.UTF_8));
    }
}
