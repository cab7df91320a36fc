package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DaemonTokenTest {
    private final DaemonToken token = new DaemonToken("right", "trusted");

    @Test
    void theRightBearerIsTheAdministrator() {
        assertEquals(Principal.special("admin"), token.authenticate(bearer("Bearer right", "10.0.0.1")));
        assertEquals(Principal.special("admin"), token.authenticate(bearer("bearer  right ", "10.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Bearer right2", "Basic right", "right"})
    void otherBearersAreUnauthenticatedEvenOnLoopback(String authorization) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> token.mcpCaller(bearer(authorization, "127.0.0.1")));

        assertEquals(ProblemKind.UNAUTHENTICATED, refused.kind());
        assertFalse(
                refused.problem().detail().contains("right"), refused.problem().detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "0:0:0:0:0:0:0:1", "[::1]"})
    void loopbackMcpCallersWithoutBearerAreLocal(String address) {
        assertEquals(
                Principal.special("local"),
                token.mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
        assertThrows(ProblemException.class, () -> new DaemonToken("right", "required")
                .mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "128.0.0.1", "::2", "fe80::1", ""})
    void remoteMcpCallersNeedABearer(String address) {
        assertThrows(
                ProblemException.class,
                () -> token.mcpCaller(new Credentials(Optional.empty(), Optional.empty(), address)));
        assertEquals(Principal.special("admin"), token.mcpCaller(bearer("Bearer right", address)));
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThrows(ProblemException.class, () -> new DaemonToken("", "trusted"));
        assertThrows(ProblemException.class, () -> new DaemonToken("right", "maybe"));
    }

    private static Credentials bearer(String authorization, String address) {
        return new Credentials(Optional.of(authorization), Optional.empty(), address);
    }
}
