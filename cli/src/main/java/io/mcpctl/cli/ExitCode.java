package io.mcpctl.cli;

/** What a command's exit code means; the same numbers as the problem kinds of the REST interface. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int DENIED = 4;
    public static final int CONFLICT = 5;
    public static final int UNAVAILABLE = 6;
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code for an HTTP status that reports a failure. */
    public static int ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 408, 429, 502, 503, 504 -> UNAVAILABLE;
            default -> FAILURE;
        };
    }

    /** The title that RFC 9457 wants beside the sentence. */
    static String title(int exitCode) {
        return switch (exitCode) {
            case USAGE -> "Usage";
            case NOT_FOUND -> "Not found";
            case DENIED -> "Forbidden";
            case CONFLICT -> "Conflict";
            case UNAVAILABLE -> "Unavailable";
            case INTERRUPTED -> "Interrupted";
            default -> "Failure";
        };
    }

    /** The kind's name in {@code urn:mcpctl:problem:...}. */
    static String kind(int exitCode) {
        return switch (exitCode) {
            case USAGE -> "invalid";
            case NOT_FOUND -> "not-found";
            case DENIED -> "forbidden";
            case CONFLICT -> "conflict";
            case UNAVAILABLE -> "unavailable";
            default -> "internal";
        };
    }
}
