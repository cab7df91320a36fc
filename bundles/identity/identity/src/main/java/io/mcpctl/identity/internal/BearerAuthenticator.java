package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Knows callers by their bearer: the daemon's own token (made at each start, readable by the owner of the home only), an
 * MCP token, or a session.
 */
@Component(configurationPid = "io.mcpctl.auth", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AuthConfig.class)
public final class BearerAuthenticator implements Authenticator {
    private static final String SCHEME = "Bearer ";
    private static final String PROJECT_ACCOUNT = "project:";

    private final byte[] ownToken;
    private final boolean trustLocal;
    private final boolean trustAccounts;
    private final Database database;
    private final Bearers bearers;
    private final Callers callers;
    private final Rules rules;
    private final AccessControl access;
    private final Clock clock;

    @Activate
    public BearerAuthenticator(
            AuthConfig config,
            @Reference Database database,
            @Reference Callers callers,
            @Reference Rules rules,
            @Reference AccessControl access) {
        this(config, database, callers, rules, access, Clock.systemUTC());
    }

    BearerAuthenticator(
            AuthConfig config, Database database, Callers callers, Rules rules, AccessControl access, Clock clock) {
        if (config.token().isEmpty()) {
            throw new ProblemException(ProblemKind.INTERNAL, "the launcher gave no token");
        }
        String local = config.local_mcp();
        if (!local.equals("trusted") && !local.equals("required")) {
            throw new ProblemException(
                    ProblemKind.INVALID, "auth.local.mcp is '" + local + "'; allowed are trusted, required");
        }
        this.ownToken = config.token().getBytes(StandardCharsets.UTF_8);
        this.trustLocal = local.equals("trusted");
        this.trustAccounts = config.trust_service_account();
        this.database = database;
        this.bearers = new Bearers(database);
        this.callers = callers;
        this.rules = rules;
        this.access = access;
        this.clock = clock;
    }

    /** The text behind {@code Bearer}. */
    static String bearer(Optional<String> authorization) {
        String header = authorization.orElseThrow(
                () -> Bearers.refused("Missing bearer token: send 'Authorization: Bearer <token>'"));
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || header.substring(SCHEME.length()).isBlank()) {
            throw Bearers.refused("Invalid token: send 'Authorization: Bearer <token>'");
        }
        return header.substring(SCHEME.length()).strip();
    }

    @Override
    public Principal authenticate(Credentials credentials) {
        Principal caller = principal(bearer(credentials.authorization()));
        // Here, where no connection is held; the decisions of this request then read memory only.
        rules.refresh(database);
        return withAccount(caller, credentials.serviceAccount());
    }

    @Override
    public Principal mcpCaller(Credentials credentials) {
        if (credentials.authorization().isEmpty() && trustLocal && credentials.fromLoopback()) {
            return Principal.special("local");
        }
        return authenticate(credentials);
    }

    private Principal principal(String bearer) {
        if (MessageDigest.isEqual(ownToken, bearer.getBytes(StandardCharsets.UTF_8))) {
            return Principal.special("admin");
        }
        Instant now = clock.instant();
        String hash = TokenText.hashToken(bearer);
        return callers.verified(hash, now, () -> bearers.verify(bearer, hash, now))
                .principal();
    }

    private Principal withAccount(Principal caller, Optional<String> account) {
        if (account.isEmpty()) {
            return caller;
        }
        if (!trustAccounts) {
            access.require(caller, needed(account.get()));
        }
        return new Principal(
                caller.name(), caller.userId(), caller.groups(), account, caller.token(), caller.unrestricted());
    }

    /** Acting for a project is open to those who may use the project. */
    private static Permission needed(String account) {
        Permission impersonate = new Permission.Operation("impersonate");
        if (!account.startsWith(PROJECT_ACCOUNT)) {
            return impersonate;
        }
        String project = account.substring(PROJECT_ACCOUNT.length());
        return new Permission.AnyOf(List.of(
                impersonate,
                Permission.on(Action.expose, "projects", project),
                Permission.on(Action.view, "projects", project)));
    }
}
