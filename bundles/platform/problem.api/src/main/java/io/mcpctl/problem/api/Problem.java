package io.mcpctl.problem.api;

import java.util.List;

/**
 * One failure as every reader sees it.
 *
 * @param kind decides status and exit code
 * @param detail what failed, which one, and what to do; never a secret, never a stack trace
 * @param violations for refused input: one entry per offending path, empty otherwise
 */
public record Problem(ProblemKind kind, String detail, List<Violation> violations) {

    public Problem {
        violations = List.copyOf(violations);
    }

    /**
     * One offending member of refused input.
     *
     * @param path dotted path with indexes, such as {@code env[0].name}; empty for the document itself
     * @param message what is wrong and what is allowed
     */
    public record Violation(String path, String message) {}
}
