package io.mcpctl.problem.api;

import java.net.URI;
import java.util.Locale;

/** What sort of failure it is; decides the HTTP status and the exit code of the command line, once for all edges. */
public enum ProblemKind {
    INTERNAL(500, 1),
    INVALID(400, 1),
    UNAUTHENTICATED(401, 4),
    FORBIDDEN(403, 4),
    NOT_FOUND(404, 3),
    METHOD_NOT_ALLOWED(405, 1),
    NOT_ACCEPTABLE(406, 1),
    REQUEST_TIMEOUT(408, 6),
    CONFLICT(409, 5),
    TOO_LARGE(413, 1),
    UNSUPPORTED_MEDIA(415, 1),
    UNPROCESSABLE(422, 1),
    THROTTLED(429, 6),
    UNSUPPORTED(501, 1),
    UPSTREAM(502, 6),
    UNAVAILABLE(503, 6),
    TIMEOUT(504, 6);

    private final int status;
    private final int exitCode;

    ProblemKind(int status, int exitCode) {
        this.status = status;
        this.exitCode = exitCode;
    }

    /** HTTP status code. */
    public int status() {
        return status;
    }

    /** Exit code of a command that failed with this kind. */
    public int exitCode() {
        return exitCode;
    }

    /** The {@code type} member of a problem document (RFC 9457). */
    public URI type() {
        return URI.create(
                "urn:mcpctl:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** A short sentence for humans, the same for every problem of the kind: the {@code title} of RFC 9457. */
    public String title() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
