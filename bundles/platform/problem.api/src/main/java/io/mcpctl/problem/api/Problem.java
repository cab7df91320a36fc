package io.mcpctl.problem.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One failure as every reader sees it.
 *
 * @param kind decides status and exit code
 * @param detail what failed, which one, and what to do; never a secret, never a stack trace
 * @param violations for refused input: one entry per offending path, empty otherwise
 * @param retryAfter when the same request may succeed, if that is known
 */
public record Problem(ProblemKind kind, String detail, List<Violation> violations, Optional<Duration> retryAfter) {

    public Problem {
        violations = List.copyOf(violations);
    }

    public Problem(ProblemKind kind, String detail, List<Violation> violations) {
        this(kind, detail, violations, Optional.empty());
    }

    /**
     * One offending member of refused input.
     *
     * @param path dotted path with indexes, such as {@code env[0].name}; empty for the document itself
     * @param message what is wrong and what is allowed
     */
    public record Violation(String path, String message) {}
}
