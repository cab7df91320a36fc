package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.http.api.Principal;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
    private final DaemonToken token = new DaemonToken("right", "trusted");

    @Test
    void theRightBearerIsTheAdministrator() {
        assertEquals(new Principal("admin"), token.authenticate("Bearer right"));
        assertEquals(new Principal("admin"), token.authenticate("bearer  right "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer right2", "Basic right", "right"})
    void otherBearersAreUnauthenticatedEvenOnLoopback(String authorization) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> token.mcpCaller(authorization, "127.0.0.1"));

        assertEquals(ProblemKind.UNAUTHENTICATED, refused.kind());
        assertFalse(
                refused.problem().detail().contains("right"), refused.problem().detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1", "[::1]"})
    void loopbackMcpCallersWithoutBearerAreLocal(String address) {
        assertEquals(new Principal("local"), token.mcpCaller(null, address));
        assertThrows(ProblemException.class, () -> new DaemonToken("right", "required").mcpCaller(null, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "128.0.0.1", "::2", "fe80::1", ""})
    void remoteMcpCallersNeedABearer(String address) {
        assertThrows(ProblemException.class, () -> token.mcpCaller(null, address));
        assertEquals(new Principal("admin"), token.mcpCaller("Bearer right", address));
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThrows(ProblemException.class, () -> new DaemonToken("", "trusted"));
        assertThrows(ProblemException.class, () -> new DaemonToken("right", "maybe"));
    }

    @Test
    void theEdgeRefusesWithAChallengeAndARequestId() throws Exception {
        Exchange refused = new Exchange("GET", Map.of("X-Request-Id", "mine"));
        new ApiFilter(token).doFilter(refused.request(), refused.response(), refused.chain());

        assertFalse(refused.passed);
        assertEquals(401, refused.status);
        assertEquals("Bearer", refused.answered.get("WWW-Authenticate"));
        assertEquals("mine", refused.answered.get("X-Request-Id"));
    }

    @Test
    void anUnforeseenFailureShowsNoInternals() throws Exception {
        Exchange failed = new Exchange("GET", Map.of("Authorization", "Bearer right", "X-Request-Id", "a\nb"));
        new ApiFilter(token).doFilter(failed.request(), failed.response(), (request, response) -> {
            throw new IllegalStateException("password=hush");
        });

        assertEquals(500, failed.status);
        assertFalse(failed.json().toString().contains("hush"));
        assertFalse(failed.answered.getOrDefault("X-Request-Id", "\n").contains("\n"), "harmful ids are replaced");
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void everyKindIsAProblemDocument(ProblemKind kind) throws Exception {
        Exchange exchange = new Exchange("GET", Map.of());
        Problem problem = new Problem(kind, "what, \"which\"", List.of(new Problem.Violation("a[0].b", "wrong")));

        Problems.write(exchange.response(), new ProblemException(problem, null));

        assertEquals(kind.status(), exchange.status);
        assertEquals(kind.status(), exchange.json().path("status").intValue());
        assertEquals("what, \"which\"", exchange.json().path("detail").textValue());
        assertEquals("what, \"which\"", exchange.json().path("error").textValue());
        assertEquals("a[0].b", exchange.json().at("/details/0/path").textValue());
        assertTrue(exchange.json().path("type").textValue().startsWith("urn:mcpctl:problem:"));
    }
}
