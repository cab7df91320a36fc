package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a document, so that all of it is reported at once. */
final class Violations {
    private final List<Problem.Violation> found = new ArrayList<>();

    void check(boolean right, String path, String otherwise) {
        if (!right) {
            found.add(new Problem.Violation(path, otherwise));
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            Problem.Violation first = found.getFirst();
            String detail = first.path().isEmpty() ? first.message() : first.path() + ": " + first.message();
            throw new ProblemException(new Problem(ProblemKind.INVALID, detail, found), null);
        }
    }
}
