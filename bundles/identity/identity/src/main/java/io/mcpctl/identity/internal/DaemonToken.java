package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The daemon's own token, made at each start and readable by the owner of the home only. */
@Component(configurationPid = "io.mcpctl.auth", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DaemonToken.Config.class)
public final class DaemonToken implements Authenticator {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final boolean trustLocal;

    /** Settings of authentication. */
    @ObjectClassDefinition(name = "Authentication")
    public @interface Config {
        @AttributeDefinition(type = AttributeType.PASSWORD, description = "Token of this run; set by the launcher.")
        String token() default "";

        @AttributeDefinition(
                description = "MCP requests without a bearer on loopback: trusted (act as 'local') or required.")
        String local_mcp() default "trusted";
    }

    @Activate
    public DaemonToken(Config config) {
        this(config.token(), config.local_mcp());
    }

    DaemonToken(String token, String localMcp) {
        if (token.isEmpty()) {
            throw new ProblemException(ProblemKind.INTERNAL, "the launcher gave no token");
        }
        if (!localMcp.equals("trusted") && !localMcp.equals("required")) {
            throw new ProblemException(
                    ProblemKind.INVALID, "auth.local.mcp is '" + localMcp + "'; allowed are trusted, required");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.trustLocal = localMcp.equals("trusted");
    }

    @Override
    public Principal authenticate(Credentials credentials) {
        String authorization = credentials
                .authorization()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAUTHENTICATED, "Missing bearer token: send 'Authorization: Bearer <token>'"));
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))) {
            throw new ProblemException(
                    ProblemKind.UNAUTHENTICATED,
                    "Invalid token: the bearer is not known; the daemon's token changes at each start");
        }
        return Principal.special("admin");
    }

    @Override
    public Principal mcpCaller(Credentials credentials) {
        if (credentials.authorization().isEmpty() && trustLocal && credentials.fromLoopback()) {
            return Principal.special("local");
        }
        return authenticate(credentials);
    }
}
