package io.mcpctl.http.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Decides who calls, from the {@code Authorization} header. Answers from memory; safe for concurrent use. */
@ProviderType
public interface Authenticator {
    /**
     * The caller of the control API.
     *
     * @param authorizationHeader the header's value, or null when the request has none
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED when it is missing or wrong
     */
    Principal authenticate(@Nullable String authorizationHeader);

    /**
     * The caller of an MCP endpoint: without a header and from a loopback address it is {@code local}, where that is
     * allowed; a header that is sent decides.
     *
     * @param authorizationHeader the header's value, or null when the request has none
     * @param remoteAddress numeric address of the peer
     * @throws io.mcpctl.problem.api.ProblemException UNAUTHENTICATED when it is missing where required, or wrong
     */
    Principal mcpCaller(@Nullable String authorizationHeader, String remoteAddress);
}
