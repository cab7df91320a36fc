package io.mcpctl.gateway.api;

import io.mcpctl.identity.api.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** Opens MCP sessions without a socket. Safe for concurrent use. */
@ProviderType
public interface McpGateway {
    /**
     * Opens a session at an endpoint; the first request in it must be {@code initialize}. It ends when it is closed, when
     * its endpoint is deleted, and after 24 hours.
     *
     * @param path of the endpoint, such as {@code /projects/demo/mcp} or {@code /servers/files/mcp}
     * @param caller whom the session acts for; the rules decide as for any client
     * @param listener gets what comes to the client besides answers
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND for an unknown path, project or server; FORBIDDEN;
     *     THROTTLED when there are 1,024 such sessions already
     */
    McpSession open(String path, Caller caller, McpListener listener);
}
