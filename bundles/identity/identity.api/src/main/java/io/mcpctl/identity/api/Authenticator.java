package io.mcpctl.identity.api;

import org.osgi.annotation.versioning.ProviderType;

/** Verifies bearers. Safe for concurrent use; verifies once per bearer and answers from memory for 30 s at most. */
@ProviderType
public interface Authenticator {
    /**
     * Caller of the REST interface.
     *
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED when the bearer is missing, malformed, unknown,
     *     expired or revoked; FORBIDDEN for a service account that the caller may not use
     */
    Principal authenticate(Credentials credentials);

    /**
     * Caller of an MCP endpoint: a bearer that is sent decides; without one a caller on loopback is {@code local},
     * unless the configuration demands a bearer.
     *
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED
     */
    Principal mcpCaller(Credentials credentials);
}
