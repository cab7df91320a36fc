package io.mcpctl.identity.api;

import java.util.Optional;

/**
 * Whom an MCP session acts for.
 *
 * @param bearer the bearer it was proved with, to be shown to the control plane and to nobody else; absent for a caller
 *     on loopback that sent none
 * @param project the project through whose endpoint the session came, if it did
 */
public record Caller(Principal principal, Optional<String> bearer, Optional<String> project) {
    private static final String SCHEME = "Bearer ";

    public Caller(Principal principal, Optional<String> bearer) {
        this(principal, bearer, Optional.empty());
    }

    /** A caller that was just authenticated by these credentials. */
    public static Caller of(Principal principal, Credentials credentials) {
        return new Caller(
                principal,
                credentials
                        .authorization()
                        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                        .map(header -> header.substring(SCHEME.length()).strip()));
    }

    /** The same caller at an endpoint of a project. */
    public Caller within(String name) {
        return new Caller(principal, bearer, Optional.of(name));
    }

    /** The same principal; a token and its owner are two. */
    public boolean isSameAs(Caller other) {
        return principal.name().equals(other.principal.name())
                && principal.token().equals(other.principal.token());
    }

    /** The bearer is no part of it: it would end in logs. */
    @Override
    public String toString() {
        return "Caller[" + principal.name() + bearer.map(any -> ", bearer ***").orElse("") + "]";
    }
}
