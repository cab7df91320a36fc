package io.mcpctl.templates.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.List;
import java.util.stream.Collectors;

/** Reports all that is wrong at once. */
final class Refusal {
    private Refusal() {}

    /** @throws ProblemException INVALID, with the violations and a sentence that has them all */
    static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            ProblemKind.INVALID,
                            violations.stream()
                                    .map(each -> each.path() + ": " + each.message())
                                    .collect(Collectors.joining("; ")),
                            violations),
                    null);
        }
    }
}
