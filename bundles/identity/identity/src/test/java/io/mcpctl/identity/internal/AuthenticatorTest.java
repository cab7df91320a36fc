package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticatorTest {
    private final BearerAuthenticator authenticator = authenticator("right", "trusted");

    @Test
    void theDaemonsOwnTokenIsTheAdministrator() {
        assertEquals(Principal.special("admin"), authenticator.authenticate(bearer("Bearer right", "10.0.0.1")));
        assertEquals(Principal.special("admin"), authenticator.authenticate(bearer("bearer  right ", "10.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer right2", "Basic right", "right"})
    void otherBearersAreUnauthenticatedEvenOnLoopback(String authorization) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> authenticator.mcpCaller(bearer(authorization, "127.0.0.1")));

        assertEquals(ProblemKind.UNAUTHENTICATED, refused.kind());
        assertFalse(
                refused.problem().detail().contains("right"), refused.problem().detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1", "[::1]"})
    void loopbackMcpCallersWithoutBearerAreLocal(String address) {
        assertEquals(
                Principal.special("local"),
                authenticator.mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
        assertThrows(ProblemException.class, () -> authenticator("right", "required")
                .mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "128.0.0.1", "::2", "fe80::1", ""})
    void remoteMcpCallersNeedABearer(String address) {
        assertThrows(
                ProblemException.class,
                () -> authenticator.mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
        assertEquals(Principal.special("admin"), authenticator.mcpCaller(bearer("Bearer right", address)));
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThrows(ProblemException.class, () -> authenticator("", "trusted"));
        assertThrows(ProblemException.class, () -> authenticator("right", "maybe"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aBearerIsVerifiedOnceInThirtySeconds(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Credentials credentials = bearer("Bearer " + daemon.bootstrap(), "10.0.0.1");
            daemon.authenticator.authenticate(credentials);
            // As another daemon would: nothing tells this one.
            daemon.execute("delete from sessions");

            daemon.clock.move(Duration.ofSeconds(29));
            assertEquals(
                    Daemon.ADMIN, daemon.authenticator.authenticate(credentials).name());
            daemon.clock.move(Duration.ofSeconds(1));

            assertThrows(ProblemException.class, () -> daemon.authenticator.authenticate(credentials));
        }
    }

    private static BearerAuthenticator authenticator(String token, String localMcp) {
        Rules rules = new Rules();
        return new BearerAuthenticator(
                Annotations.of(AuthConfig.class, Map.of("token", token, "local_mcp", localMcp)),
                Daemon.database(Product.H2),
                new Callers(),
                rules,
                new RuleAccess(rules, new AccessListeners()),
                Clock.systemUTC());
    }

    private static Credentials bearer(String authorization, String address) {
        return new Credentials(Optional.of(authorization), Optional.empty(), address);
    }
}
