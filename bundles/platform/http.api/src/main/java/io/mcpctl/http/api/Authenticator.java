package io.mcpctl.http.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Verifies bearers. Safe for concurrent use; answers from memory. */
@ProviderType
public interface Authenticator {
    /**
     * Caller of the REST interface.
     *
     * @param authorization the {@code Authorization} header, or null
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED when it is missing, malformed or unknown
     */
    Principal authenticate(@Nullable String authorization);

    /**
     * Caller of an MCP endpoint: a bearer that is sent decides; without one a caller on loopback is {@code local}.
     *
     * @param remoteAddress IP address of the peer
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED
     */
    Principal mcpCaller(@Nullable String authorization, String remoteAddress);
}
