package io.mcpctl.proxymodels.internal;

/** What a plug-in did instead of its work; the message names it and says why. */
final class PluginFailure extends Exception {
    private static final long serialVersionUID = 1L;

    PluginFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    PluginFailure(String message) {
        super(message, null, false, false);
    }
}
