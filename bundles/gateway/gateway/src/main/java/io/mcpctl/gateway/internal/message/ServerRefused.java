package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;

/** A server answered {@code initialize} with an error, which the client gets as it is. */
public final class ServerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Envelope error;

    public ServerRefused(String server, Envelope error) {
        super("server \"" + server + "\" refused initialize", null, false, false);
        this.error = error;
    }

    Envelope error() {
        return error;
    }
}
