package io.mcpctl.identity.api;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Decides who may use which MCP endpoint. Safe for concurrent use; asked for each request. */
@ProviderType
public interface EndpointAccess {
    /**
     * Refuses who may not use an endpoint.
     *
     * @param path of the endpoint, such as {@code /projects/demo/mcp}
     * @throws io.mcpctl.problem.api.ProblemException FORBIDDEN; NOT_FOUND and UNAUTHENTICATED when that is found out
     *     here, UNAVAILABLE when it cannot be decided now
     */
    void admit(Caller caller, String path);

    /**
     * Names of the servers whose own endpoints the caller may use. Answers from memory, save for a caller who was not
     * heard of before.
     */
    Set<String> servers(Caller caller);
}
