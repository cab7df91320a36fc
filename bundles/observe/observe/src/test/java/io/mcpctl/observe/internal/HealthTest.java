package io.mcpctl.observe.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.observe.internal.ObserveRoutes.InstanceHealth;
import io.mcpctl.observe.internal.Overview.State;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class HealthTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Overview overview() {
        return (Overview) ((Reply.Json) bench.get(Bench.NOBODY, "/health/overview", Map.of(), "", "")).value();
    }

    private InstanceHealth instance(Principal caller, String name) {
        return (InstanceHealth)
                ((Reply.Json) bench.get(caller, "/health/instances/{name}", Map.of("name", name), "", "")).value();
    }

    @Test
    void withoutInstancesEverythingIsHealthy() {
        Overview now = overview();

        assertEquals(State.healthy, now.overallStatus());
        assertEquals(0, now.totalInstances());
        assertEquals(0, now.errorRate());
        assertEquals(Permission.ANYONE, bench.route("/health/overview").permission());
        assertEquals(Permission.ANYONE, bench.route("/health/instances/{name}").permission());
    }

    @Test
    void instancesAreCounted() {
        bench.instance("a-0", "a", Status.RUNNING, Optional.of(Health.healthy))
                .instance("b-0", "b", Status.RUNNING, Optional.of(Health.unhealthy))
                .instance("c-0", "c", Status.ERROR, Optional.empty())
                .instance("d-0", "d", Status.STARTING, Optional.empty());
        bench.tools.called("a", true, Duration.ofMillis(1));
        bench.tools.called("a", false, Duration.ofMillis(1));

        Overview now = overview();

        assertEquals(State.degraded, now.overallStatus());
        assertEquals(4, now.totalInstances());
        assertEquals(1, now.healthyCount());
        assertEquals(1, now.unhealthyCount());
        assertEquals(1, now.errorCount());
        assertEquals(0.5, now.errorRate());
        assertEquals(60, now.averageUptime());
    }

    @Test
    void oneBadInstanceDegradesAndAllBadOnesMakeUnhealthy() {
        bench.instance("a-0", "a", Status.RUNNING, Optional.of(Health.degraded));
        assertEquals(State.unhealthy, overview().overallStatus());

        bench.instance("b-0", "b", Status.RUNNING, Optional.of(Health.healthy));
        assertEquals(State.degraded, overview().overallStatus());
    }

    @Test
    void anUnreachablePartMakesUnhealthyAndIsStillAnswered() {
        bench.orchestrator = false;
        assertEquals(State.unhealthy, overview().overallStatus());
        assertEquals(false, overview().orchestrator().reachable());

        bench.orchestrator = true;
        bench.database = false;
        assertEquals(State.unhealthy, overview().overallStatus());
        assertEquals(false, overview().database().reachable());
    }

    @Test
    void aChangeIsLoggedOnceWithItsReason() {
        Logger logger = (Logger) LoggerFactory.getLogger(HealthWatch.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            overview();
            bench.database = false;
            overview();
            overview();
            bench.database = true;
            overview();
        } finally {
            logger.detachAppender(lines);
        }

        assertEquals(
                List.of(
                        "[before=\"healthy\", after=\"unhealthy\", reason=\"the database cannot be reached\"]",
                        "[before=\"unhealthy\", after=\"healthy\", reason=\"0 of 0 instances are bad\"]"),
                lines.list.stream()
                        .map(line -> line.getKeyValuePairs().toString())
                        .toList());
    }

    @Test
    void anInstanceIsFoundByNameAndById() {
        bench.instance("files-0", "files", Status.RUNNING, Optional.of(Health.healthy));
        bench.tools.answered("files-0", true, Duration.ofMillis(10));

        InstanceHealth found = instance(Bench.OWNER, "files-0");

        assertEquals(found, instance(Bench.OWNER, "c-files-0"));
        assertEquals(Optional.of(Health.healthy), found.healthStatus());
        assertEquals(Optional.of(1L), found.requestCount());
        assertEquals(Optional.of("here:3100"), found.daemon());
        assertEquals(Optional.of(60L), found.uptime());
        assertEquals("the key is 123", found.events().getFirst().message());
    }

    @Test
    void whoMayNotViewTheInstanceIsNotShownWhatItWrote() {
        bench.instance("files-0", "files", Status.RUNNING, Optional.of(Health.healthy));

        assertEquals("", instance(Bench.NOBODY, "files-0").events().getFirst().message());
    }

    @Test
    void anUnknownInstanceIsReportedWithItsName() {
        ProblemException refused = assertThrows(ProblemException.class, () -> instance(Bench.NOBODY, "nope"));

        assertEquals(ProblemKind.NOT_FOUND, refused.kind());
        assertEquals(
                "instance 'nope' not found; see 'get instances'",
                refused.problem().detail());
    }
}
