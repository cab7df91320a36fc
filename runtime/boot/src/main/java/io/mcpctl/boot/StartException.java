package io.mcpctl.boot;

/** The framework cannot start; the message is the one line people see. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public StartException(String message) {
        this(message, 1);
    }

    public StartException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
