package io.mcpctl.tierlink.internal;

import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Knows callers by what mcpd says of their bearers. Without a bearer a caller on this machine is the owner of the proxy,
 * who acts with its own bearer; when other machines are served, everybody needs an MCP token.
 */
@Component(
        service = {Authenticator.class, RemoteAuthenticator.class},
        configurationPid = "io.mcpctl.auth",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AuthSettings.class)
public final class RemoteAuthenticator implements Authenticator {
    private static final Principal LOCAL = Principal.special("local");

    private final byte[] runToken;
    private final boolean trustLocal;
    private final boolean serve;
    private final Bearers bearers;

    @Activate
    public RemoteAuthenticator(AuthSettings settings, @Reference Mcpd mcpd, @Reference Bearers bearers) {
        String local = settings.local_mcp();
        if (!local.equals("trusted") && !local.equals("required")) {
            throw StartupFailure.report(new ProblemException(
                    ProblemKind.INVALID, "auth.local.mcp is '" + local + "'; allowed are trusted, required"));
        }
        this.runToken = settings.token().getBytes(StandardCharsets.UTF_8);
        this.serve = mcpd.serves();
        this.trustLocal = local.equals("trusted") && !serve;
        this.bearers = bearers;
    }

    @Override
    public Principal authenticate(Credentials credentials) {
        return mcpCaller(credentials);
    }

    @Override
    public Principal mcpCaller(Credentials credentials) {
        if (credentials.authorization().isEmpty() && trustLocal && credentials.fromLoopback()) {
            return LOCAL;
        }
        String bearer = Caller.of(LOCAL, credentials)
                .bearer()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAUTHENTICATED, "Missing bearer token: send 'Authorization: Bearer <token>'"));
        if (serve && !TokenText.isMcpToken(bearer)) {
            throw new ProblemException(
                    ProblemKind.UNAUTHENTICATED,
                    "Invalid token: here an MCP token (" + TokenText.TOKEN_PREFIX + "...) is needed");
        }
        return isRunToken(bearer) ? LOCAL : bearers.verify(bearer, credentials.serviceAccount());
    }

    /** Whether it is the token that the command line of this home finds beside the daemon's address. */
    boolean isRunToken(String bearer) {
        return runToken.length > 0 && MessageDigest.isEqual(runToken, bearer.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the proxy's own bearer may be used for a request without one. */
    boolean trustsLocal(Credentials credentials) {
        return trustLocal && credentials.fromLoopback();
    }
}
