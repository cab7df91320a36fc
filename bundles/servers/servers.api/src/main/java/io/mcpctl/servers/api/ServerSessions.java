package io.mcpctl.servers.api;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import org.osgi.annotation.versioning.ProviderType;

/** Opens MCP sessions with running servers on behalf of clients. Safe for concurrent use. */
@ProviderType
public interface ServerSessions {
    /**
     * Opens a session that is not initialised yet. For stdio servers a process of its own starts; it ends with the
     * session.
     *
     * @param caller whom the session acts for; the caller was admitted to the server before
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND for an unknown server, UNAVAILABLE when no instance
     *     is RUNNING, THROTTLED when {@code sharing.maxConnections} sessions are open
     */
    Upstream open(String server, Caller caller, UpstreamListener listener);

    /**
     * Changes whenever the definition or the running instance of the server is replaced, so that what was learnt
     * about it (handshakes) can be kept under this key; NOT_FOUND as above.
     */
    String generation(String server);

    /** How client sessions share upstream sessions of the server; NOT_FOUND as above. Answers from memory. */
    ServerSpec.Sharing sharing(String server);
}
