package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import org.osgi.annotation.versioning.ProviderType;

/** Creates or changes resources from documents, as {@code POST /api/v1/apply} does, for code of the same process. */
@ProviderType
public interface DocumentApplier {
    /**
     * Applies one document; what was returned is durable.
     *
     * @param caller on whose behalf; the rules decide as for any caller
     * @param json an object with {@code kind}, the name and the members of the kind; unknown ones are refused
     * @throws io.mcpctl.problem.api.ProblemException INVALID, with a violation per wrong member; FORBIDDEN; CONFLICT
     */
    Applied apply(Principal caller, String json);

    /**
     * What became of a document.
     *
     * @param kind singular name of the kind
     * @param result {@code created}, {@code configured}, {@code unchanged} or {@code skipped}
     */
    record Applied(String kind, String name, String result) {}
}
