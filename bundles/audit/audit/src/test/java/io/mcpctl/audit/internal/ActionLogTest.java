package io.mcpctl.audit.internal;

import static io.mcpctl.audit.internal.Bench.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.resources.api.CallListener.Served;
import io.mcpctl.testing.Annotations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionLogTest {
    private final Memory trail = new Memory();
    private final ActionLog log = new ActionLog(trail);

    /** Keeps what it is told. */
    private static final class Memory implements AuditTrail {
        private final List<AuditAction> actions = new ArrayList<>();
        private final List<AuditEvent> events = new ArrayList<>();

        @Override
        public void record(AuditEvent event) {
            events.add(event);
        }

        @Override
        public void record(AuditAction action) {
            actions.add(action);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }

    private static Served served(Optional<Principal> caller, String method, String verb) {
        return new Served(
                caller,
                method,
                "/servers/{name}",
                "/api/v1/servers/files",
                verb,
                "servers",
                Optional.of("c1"),
                Optional.of("files"),
                List.of("env", "replicas"),
                200,
                Duration.ofMillis(3),
                "127.0.0.1",
                "r-1");
    }

    @Test
    void aChangeLeavesARowWithNamesAndNoValues() {
        log.served(served(Optional.of(ALICE), "PUT", "update"));

        AuditAction row = trail.actions.getFirst();
        assertEquals("update", row.action());
        assertEquals("servers", row.resource());
        assertEquals(Optional.of("c1"), row.resourceId());
        assertEquals(ALICE.userId(), row.userId());
        assertEquals(
                Map.of(
                        "method", "PUT",
                        "path", "/api/v1/servers/files",
                        "status", 200,
                        "changed", List.of("env", "replicas"),
                        "requestId", "r-1"),
                row.details());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "-", "record", "dry-run", "unchanged", "skipped"})
    void requestsThatChangeNothingLeaveNone(String verb) {
        log.served(served(Optional.of(ALICE), "GET", verb));

        assertTrue(trail.actions.isEmpty());
    }

    @Test
    void readsWithAVerbOfTheirOwnLeaveARow() {
        log.served(served(Optional.of(ALICE), "GET", "reveal"));

        assertEquals("reveal", trail.actions.getFirst().action());
    }

    @Test
    void whoIsLetInIsRecordedElsewhere() {
        log.served(served(Optional.of(ALICE), "POST", "impersonate"));

        assertTrue(trail.actions.isEmpty());
    }

    @Test
    void unknownCallersLeaveNone() {
        log.served(served(Optional.empty(), "POST", "create"));

        assertTrue(trail.actions.isEmpty());
    }

    @Test
    void aRefusedAccessIsAnEvent() {
        Decisions decisions = decisions(Map.of());

        decisions.denied(ALICE, Permission.on(Action.edit, "servers", "files"));
        decisions.allowed(ALICE, Permission.on(Action.view, "servers"));
        decisions.denied(ALICE, new Permission.Operation("logs"));

        assertEquals(2, trail.events.size());

        AuditEvent event = trail.events.getFirst();
        assertEquals(AuditEvent.RBAC_DECISION, event.kind());
        assertEquals(AuditEvent.Source.mcpd, event.source());
        assertEquals(
                Map.of(
                        "principal",
                        ALICE.name(),
                        "allowed",
                        false,
                        "action",
                        "edit",
                        "resource",
                        "servers",
                        "name",
                        "files"),
                event.payload());
        assertEquals("logs", trail.events.getLast().payload().get("operation"));
    }

    @Test
    void aPermittedAccessIsAnEventWhereAllDecisionsAreWished() {
        Decisions decisions = decisions(Map.of("rbac", "all"));

        decisions.allowed(ALICE, Permission.on(Action.view, "servers"));

        assertEquals(
                Map.of("principal", ALICE.name(), "allowed", true, "action", "view", "resource", "servers"),
                trail.events.getFirst().payload());
    }

    @Test
    void anUnknownChoiceOfDecisionsIsRefusedWithTheKey() {
        try {
            ProblemException refused = assertThrows(ProblemException.class, () -> decisions(Map.of("rbac", "some")));

            assertEquals(
                    "audit.rbac is 'some'; allowed are denied, all",
                    refused.problem().detail());
        } finally {
            System.clearProperty(StartupFailure.PROPERTY);
        }
    }

    private Decisions decisions(Map<String, Object> settings) {
        return new Decisions(trail, Annotations.of(AuditConfig.class, settings));
    }
}
