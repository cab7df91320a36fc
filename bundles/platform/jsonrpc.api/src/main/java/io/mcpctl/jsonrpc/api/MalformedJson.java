package io.mcpctl.jsonrpc.api;

/** Text that is no JSON; without a stack trace, since hostile input must stay cheap. */
final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
