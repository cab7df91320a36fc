package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ApiFilterTest {
    @Test
    void theEdgeRefusesWithAChallengeAndARequestId() throws Exception {
        Exchange refused = new Exchange("GET", Map.of("X-Request-Id", "mine"));
        new ApiFilter().doFilter(refused.request(), refused.response(), (request, response) -> {
            throw new ProblemException(ProblemKind.UNAUTHENTICATED, "who is there?");
        });

        assertEquals(401, refused.status);
        assertEquals("Bearer", refused.answered.get("WWW-Authenticate"));
        assertEquals("mine", refused.answered.get("X-Request-Id"));
    }

    @Test
    void anUnforeseenFailureShowsNoInternals() throws Exception {
        Exchange failed = new Exchange("GET", Map.of("Authorization", "Bearer right", "X-Request-Id", "a\nb"));
        new ApiFilter().doFilter(failed.request(), failed.response(), (request, response) -> {
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
