package io.mcpctl.identity.api;

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
}
