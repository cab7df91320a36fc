package io.mcpctl.problem.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to the edge that translates it. Thrown where the failure is known, translated once. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    public ProblemException(ProblemKind kind, String detail) {
        this(new Problem(kind, detail, List.of()), null);
    }

    public ProblemException(ProblemKind kind, String detail, @Nullable Throwable cause) {
        this(new Problem(kind, detail, List.of()), cause);
    }

    /** A problem that passes by itself. */
    public static ProblemException retryAfter(ProblemKind kind, String detail, Duration wait) {
        return new ProblemException(new Problem(kind, detail, List.of(), Optional.of(wait)), null);
    }

    public Problem problem() {
        return problem;
    }

    public ProblemKind kind() {
        return problem.kind();
    }
}
