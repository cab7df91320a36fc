package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassedPathTest {
    @Test
    void pathAndQueryPassAsTheyAre() {
        assertEquals("/api/v1/servers/a%20b?x=%2F..&y", PassedPath.of("/api/v1/servers/a%20b", "x=%2F..&y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../../health",
                "/api/v1/./servers",
                "/api/v1/%2e%2e/health",
                "/api/v1/servers%2f..%2f..",
                "/api/v1/a%5cb",
                "/api/v1//servers",
                "/api/v2/servers",
                "/v0.1/../api/v1/servers",
                "/v0.1/servers/a%2fb",
                "/v0.12/servers"
            })
    void whatMayLeadOutIsRefused(String path) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> PassedPath.of(path, null));

        assertEquals(ProblemKind.INVALID, refusal.kind());
        assertTrue(refusal.problem().detail().contains("/api/v1"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/servers, 30",
        "/api/v1/agents/a/chat, 600",
        "/api/v1/llms/l/infer, 600",
        "/api/v1/llms/_provider-tasks/x, 600",
        "/api/v1/restore, 600",
        "/api/v1/git/log, 600",
        "/api/v1/secrets/a/rotate, 600",
        "/api/v1/chats, 30"
    })
    void limitsFollowTheSortOfWork(String path, long seconds) {
        assertEquals(seconds, PassedPath.limit(path).toSeconds());
    }
}
