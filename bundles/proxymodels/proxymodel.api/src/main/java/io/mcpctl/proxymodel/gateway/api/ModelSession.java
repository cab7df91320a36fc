package io.mcpctl.proxymodel.gateway.api;

import io.mcpctl.jsonrpc.api.Envelope;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One session of one client. Which model it has is found out anew with each request: a project may change, and a model
 * may be exchanged. Safe for concurrent use.
 */
@ProviderType
public interface ModelSession extends AutoCloseable {
    /**
     * What the client is told at the beginning.
     *
     * @param own what the project says without a model
     * @throws io.mcpctl.problem.api.ProblemException of kind INTERNAL when the model fails; a model that is missing
     *     leaves the text as it is
     */
    Optional<String> instructions(ProjectRules rules, Optional<String> own);

    /**
     * Answers a request with the hooks of the model around it.
     *
     * @param onward answers a request without hooks, as a whole message with the request's id; may throw, and what it
     *     throws comes out of here
     * @return the answer, a whole message; exactly what {@code onward} returned when no hook changed it
     * @throws io.mcpctl.problem.api.ProblemException of kind INTERNAL when the model is missing, or a hook failed that
     *     must not
     */
    byte[] answer(ProjectRules rules, Envelope request, UnaryOperator<byte[]> onward);

    /** Ends it: the model is told, state and sections are forgotten. A second time it does nothing. */
    @Override
    void close();
}
