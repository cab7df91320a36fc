package io.mcpctl.launcher;

/** The daemon cannot start; the message is the one line people see. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartException(String message) {
        this(message, 1);
    }

    StartException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
