package io.mcpctl.prompts.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.Optional;

/** Names within a project, and within none. */
final class Scopes {
    private Scopes() {}

    /** How the store is asked for a name of exactly this scope. */
    static String name(Optional<String> project, String name) {
        return project.orElse("") + "/" + name;
    }

    /** The resource that the path variable {@code name} means, with {@code ?project=} or {@code ?scope=global}. */
    static <S extends Record> Resource<S> find(Transaction transaction, ResourceKind<S> kind, Call<?> call) {
        String word = call.segment("name");
        String name = call.parameter("scope").equals(Optional.of("global"))
                ? name(Optional.empty(), word)
                : call.parameter("project")
                        .map(project -> name(Optional.of(project), word))
                        .orElse(word);
        return transaction
                .find(kind, name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND,
                        kind.name() + " '" + word + "' not found; see 'get " + kind.plural() + "'"));
    }

    static ProblemException taken(Optional<String> project, String name) {
        return new ProblemException(
                ProblemKind.CONFLICT,
                "prompt '" + name + "' exists already "
                        + project.map(p -> "in project '" + p + "'").orElse("among the global ones"));
    }
}
