package io.mcpctl.servers.api;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Opens MCP sessions with running servers on behalf of clients. Safe for concurrent use. */
@ProviderType
public interface ServerSessions {
    /**
     * Opens a session that is not initialised yet. For stdio servers a process of its own starts; it ends with the
     * session. A server of the stateless era alone is made to look as if it had sessions.
     *
     * @param caller whom the session acts for; the caller was admitted to the server before
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND for an unknown server, UNAVAILABLE when no instance
     *     is RUNNING, THROTTLED when {@code sharing.maxConnections} sessions are open
     */
    Upstream open(String server, Caller caller, UpstreamListener listener);

    /**
     * A server of the stateless era. The connections behind it are shared by all callers, one for each instance: opened
     * by a request, closed with the instance or when nothing has used them for {@code sharing.idleSeconds}, and opened
     * again by the next request. Closing the result refuses further requests through it and harms nobody else's.
     *
     * @param caller whom the requests act for
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND for an unknown server, UNAVAILABLE when no instance
     *     is RUNNING; requests throw the same when that changes
     */
    StatelessUpstream stateless(String server, Caller caller);

    /**
     * Which eras of the protocol the server speaks, found by asking it once per generation. Blocks for the first caller.
     *
     * @return not empty
     * @throws io.mcpctl.problem.api.ProblemException as {@link #stateless}, and UPSTREAM or TIMEOUT when the server
     *     answers in neither era; this is remembered for some seconds only
     */
    Set<Era> eras(String server, Caller caller);

    /**
     * Changes whenever the definition or the running instance of the server is replaced, so that what was learnt
     * about it (handshakes) can be kept under this key; NOT_FOUND as above.
     */
    String generation(String server);

    /** Names of all servers that are defined. Answers from memory. */
    Set<String> names();

    /** How client sessions share upstream sessions of the server; NOT_FOUND as above. Answers from memory. */
    ServerSpec.Sharing sharing(String server);

    /** Whether what a session gets depends on its caller, so that only the same caller may use it. */
    boolean actsForCallers();
}
