package io.mcpctl.identity.api;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.osgi.annotation.versioning.ProviderType;

/** Decides. Safe for concurrent use; answers from memory, with changes of rules seen at once. */
@ProviderType
public interface AccessControl {
    /** Whether the caller may; false for permissions it does not know. Only a question: no listener is told. */
    boolean allows(Principal caller, Permission permission);

    /** Which resources of a sort the caller may do this to. */
    Scope scope(Principal caller, Action action, String resource);

    /**
     * As {@link #scope}, for a request that reads all it may.
     *
     * @throws ProblemException FORBIDDEN when that would be none at all
     */
    default Scope requireScope(Principal caller, Action action, String resource) {
        Scope scope = scope(caller, action, resource);
        if (scope.isNone()) {
            require(caller, Permission.on(action, resource));
        }
        return scope;
    }

    /**
     * Refuses what is not allowed.
     *
     * @throws ProblemException FORBIDDEN, saying what is required
     */
    default void require(Principal caller, Permission permission) {
        if (!allows(caller, permission)) {
            throw new ProblemException(ProblemKind.FORBIDDEN, "Forbidden: " + permission + " required");
        }
    }
}
