package io.mcpctl.launcher;

/** The daemon cannot start; the message is the one line people see. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
