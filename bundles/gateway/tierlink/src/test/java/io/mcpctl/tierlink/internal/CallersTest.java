package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls and what they may use, as mcpd says. */
class CallersTest {
    private static final String TOKEN = TokenText.TOKEN_PREFIX + "abc";
    private static final String INTROSPECT = "/api/v1/mcptokens/introspect";

    @TempDir
    Path home = Path.of("");

    private final FakeMcpd fake = new FakeMcpd();

    @AfterEach
    void stop() {
        fake.close();
    }

    private static Credentials from(String address, String... bearer) {
        return new Credentials(
                bearer.length == 0 ? Optional.empty() : Optional.of("Bearer " + bearer[0]), Optional.empty(), address);
    }

    private RemoteAuthenticator authenticator(boolean serve, String local) {
        Mcpd mcpd = new Mcpd(Settings.of(
                LinkConfig.class,
                Map.of("mcpdUrl", fake.url(), "mcpdToken", "own", "serve", serve, "home", home.toString())));
        return new RemoteAuthenticator(
                Settings.of(AuthSettings.class, Map.of("token", "of-this-run", "local_mcp", local)),
                mcpd,
                new Bearers(mcpd));
    }

    private void goodToken() {
        fake.on(
                INTROSPECT,
                200,
                "{\"active\":true,\"name\":\"ci\",\"sha\":\"" + TokenText.hashToken(TOKEN)
                        + "\",\"project\":\"demo\",\"projectId\":\"c1\",\"owner\":\"ann\",\"expiresAt\":null}");
    }

    private static ProblemException refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ProblemException.class, call);
    }

    @Test
    void withoutABearerTheOwnerOfThisMachineCalls() {
        Principal caller = authenticator(false, "trusted").mcpCaller(from("127.0.0.1"));

        assertEquals("local", caller.name());
        assertEquals(0, fake.seen.size());
    }

    @Test
    void withoutABearerNobodyElseCalls() {
        for (RemoteAuthenticator strict :
                new RemoteAuthenticator[] {authenticator(true, "trusted"), authenticator(false, "required")}) {
            ProblemException refusal = refusal(() -> strict.mcpCaller(from("127.0.0.1")));
            assertEquals(ProblemKind.UNAUTHENTICATED, refusal.kind());
            assertTrue(refusal.problem().detail().contains("token"));
        }
        assertThrows(
                ProblemException.class, () -> authenticator(false, "trusted").mcpCaller(from("10.0.0.7")));
    }

    @Test
    void theTokenOfThisRunIsTheOwnersAndNeverGoesToMcpd() {
        assertEquals(
                "local",
                authenticator(false, "required")
                        .mcpCaller(from("10.0.0.7", "of-this-run"))
                        .name());
        assertEquals(0, fake.seen.size());
    }

    @Test
    void anMcpTokenIsIntrospectedOnceWithItselfAsBearer() {
        goodToken();
        RemoteAuthenticator callers = authenticator(true, "trusted");

        Principal one = callers.mcpCaller(from("10.0.0.7", TOKEN));
        Principal again = callers.mcpCaller(from("10.0.0.8", TOKEN));

        assertEquals("demo", one.token().orElseThrow().project());
        assertFalse(one.unrestricted());
        assertEquals(one, again);
        assertEquals(1, fake.asked(INTROSPECT));
        assertEquals(Optional.of("Bearer " + TOKEN), fake.seen.getFirst().authorization());
    }

    @Test
    void aRefusedTokenIsTheReasonOfMcpdAndIsNotAskedForAgainAtOnce() {
        fake.on(INTROSPECT, 401, "{\"detail\":\"MCP token 'ci' is revoked\"}");
        RemoteAuthenticator callers = authenticator(true, "trusted");

        for (int i = 0; i < 3; i++) {
            ProblemException refusal = refusal(() -> callers.mcpCaller(from("10.0.0.7", TOKEN)));
            assertEquals(ProblemKind.UNAUTHENTICATED, refusal.kind());
            assertTrue(refusal.problem().detail().contains("revoked"));
        }
        assertEquals(1, fake.asked(INTROSPECT));
    }

    @Test
    void otherMachinesNeedAnMcpToken() {
        ProblemException refusal = refusal(() -> authenticator(true, "trusted").mcpCaller(from("10.0.0.7", "session")));

        assertEquals(ProblemKind.UNAUTHENTICATED, refusal.kind());
        assertTrue(refusal.problem().detail().contains("token"));
        assertEquals(0, fake.seen.size());
    }

    @Test
    void whileMcpdIsAwayAKnownTokenKeepsWorkingAndANewOneIsNotRemembered() {
        goodToken();
        RemoteAuthenticator callers = authenticator(true, "trusted");
        callers.mcpCaller(from("10.0.0.7", TOKEN));
        fake.away();

        assertEquals("ann", callers.mcpCaller(from("10.0.0.7", TOKEN)).name());
        assertEquals(
                ProblemKind.UNAVAILABLE,
                refusal(() -> callers.mcpCaller(from("10.0.0.7", TOKEN + "d"))).kind());

        fake.back();
        assertEquals(
                ProblemKind.UNAUTHENTICATED,
                refusal(() -> callers.mcpCaller(from("10.0.0.7", TOKEN + "d"))).kind());
    }

    @Test
    void aUserIsWhoMcpdSays() {
        fake.on("/api/v1/auth/me", 200, "{\"id\":\"c7\",\"email\":\"bob\",\"groups\":[\"dev\"]}");

        Principal caller = authenticator(false, "trusted").mcpCaller(from("127.0.0.1", "session"));

        assertEquals("bob", caller.name());
        assertTrue(caller.groups().contains("dev"));
        assertFalse(caller.unrestricted());
    }

    private static Caller token(String project) {
        return new Caller(
                new Principal(
                        "ann",
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.of(new Principal.Token("ci", project, "c1", "sha")),
                        false),
                Optional.of(TOKEN));
    }

    private RemoteAccess access(Supplier<Set<String>> there) {
        return new RemoteAccess(Settings.mcpd(fake, home, "own"), Clock.systemUTC(), Settings.noUpstreams(home), there);
    }

    @Test
    void mcpdDecidesAtItsOwnEndpointWithTheCallersBearer() {
        fake.on("/servers/good/mcp", 204, "").on("/servers/bad/mcp", 403, "");
        RemoteAccess access = access(() -> Set.of());
        Caller bob = new Caller(Principal.user("bob", "c7", Set.of()), Optional.of("session"));

        assertDoesNotThrow(() -> access.admit(bob, "/servers/good/mcp"));
        assertDoesNotThrow(() -> access.admit(bob, "/servers/good/mcp"));
        assertEquals(
                ProblemKind.FORBIDDEN,
                refusal(() -> access.admit(bob, "/servers/bad/mcp")).kind());
        assertEquals(
                ProblemKind.NOT_FOUND,
                refusal(() -> access.admit(bob, "/servers/no/mcp")).kind());
        assertEquals(1, fake.asked("/servers/good"));
        assertTrue(fake.seen.stream().allMatch(one -> one.authorization().equals(Optional.of("Bearer session"))));
    }

    @Test
    void aTokenOfAnotherProjectIsRefusedWithoutAskingAnybody() {
        RemoteAccess access = access(() -> Set.of());

        ProblemException refusal = refusal(() -> access.admit(token("demo"), "/projects/other/mcp"));

        assertEquals(ProblemKind.FORBIDDEN, refusal.kind());
        assertTrue(refusal.problem().detail().contains("other"));
        assertFalse(refusal.problem().detail().contains("demo"));
        assertEquals(0, fake.seen.size());
    }

    @Test
    void whileMcpdIsAwayOnlyTheOwnerIsAdmitted() {
        RemoteAccess access = access(() -> Set.of());
        fake.away();

        assertDoesNotThrow(
                () -> access.admit(new Caller(Principal.special("local"), Optional.empty()), "/projects/demo/mcp"));
        assertEquals(
                ProblemKind.UNAVAILABLE,
                refusal(() -> access.admit(token("demo"), "/projects/demo/mcp")).kind());
    }
}
