package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Ends a command with a sentence on stderr and an exit code. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient Optional<JsonNode> problem;

    public CliException(int exitCode, String sentence) {
        this(exitCode, sentence, Optional.empty(), null);
    }

    public CliException(int exitCode, String sentence, Throwable cause) {
        this(exitCode, sentence, Optional.empty(), cause);
    }

    /** A problem document of the server, shown as it came when JSON was asked for. */
    public CliException(int exitCode, String sentence, JsonNode problem) {
        this(exitCode, sentence, Optional.of(problem), null);
    }

    private CliException(
            int exitCode,
            String sentence,
            Optional<JsonNode> problem,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
        this.problem = problem;
    }

    public static CliException usage(String sentence) {
        return new CliException(ExitCode.USAGE, sentence);
    }

    public static CliException failure(String sentence) {
        return new CliException(ExitCode.FAILURE, sentence);
    }

    public static CliException unavailable(String sentence) {
        return new CliException(ExitCode.UNAVAILABLE, sentence);
    }

    /** The same failure for a command with exit codes of its own. */
    public CliException withExitCode(int other) {
        return new CliException(other, sentence(), problem, this);
    }

    public int exitCode() {
        return exitCode;
    }

    public Optional<JsonNode> problem() {
        return problem;
    }

    /** The sentence; never null, other than {@link #getMessage()} by its type. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "the command failed" : message;
    }
}
