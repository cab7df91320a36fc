package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.servers.api.ServerSpec.Limits;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import io.mcpctl.servers.api.ServerSpec.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerRulesTest {
    private final Specs specs = new Specs();

    @Test
    void aPackageIsANodePackageOverStdio() {
        specs.packageName = Optional.of("server-everything");

        ServerSpec complete = ServerRules.complete(specs.build());

        assertEquals(Optional.of(Transport.STDIO), complete.transport());
        assertEquals(Optional.of(Runtime.node), complete.runtime());
    }

    @Test
    void aServerElsewhereSpeaksStreamableHttp() {
        specs.url = Optional.of("https://example.com/mcp");

        assertEquals(
                Optional.of(Transport.STREAMABLE_HTTP),
                ServerRules.complete(specs.build()).transport());
    }

    @Test
    void aServerOverHttpListensOnPort3000() {
        specs.command = List.of("serve");
        specs.transport = Optional.of(Transport.STREAMABLE_HTTP);

        assertEquals(Optional.of(3000), ServerRules.complete(specs.build()).containerPort());
    }

    @Test
    void nothingToRunIsRefused() {
        assertTrue(refusal().getFirst().message().contains("packageName"));
    }

    @Test
    void aUrlExcludesThingsToRun() {
        specs.url = Optional.of("https://example.com/mcp");
        specs.command = List.of("serve");

        assertEquals("externalUrl", refusal().getFirst().path());
    }

    @Test
    void allThatIsWrongIsReportedAtOnce() {
        specs.command = List.of("serve");
        specs.env = List.of(new EnvEntry("A", "1"), new EnvEntry("A", "2"));
        specs.check = Optional.of(new HealthCheck(Optional.empty(), Map.of(), 5, 6, 3, false));
        specs.limits = Optional.of(new Limits(Optional.of("512 MB"), Optional.of("half")));

        assertEquals(
                List.of("env[1].name", "healthCheck.timeoutSeconds", "resources.memory", "resources.cpus"),
                refusal().stream().map(Violation::path).toList());
    }

    @Test
    void aVariableHasEitherAValueOrASource() {
        specs.command = List.of("serve");
        specs.env = List.of(
                new EnvEntry("NONE", Optional.empty(), Optional.empty()),
                new EnvEntry(
                        "BOTH",
                        Optional.of("x"),
                        Specs.secretEnv("BOTH", "s", "k").valueFrom()));

        assertEquals(
                List.of("env[0]", "env[1]"),
                refusal().stream().map(Violation::path).toList());
    }

    @Test
    void headersAreForExternalServersOnly() {
        specs.command = List.of("serve");
        specs.headers = List.of(Specs.header("X-Team", "blue"));

        assertEquals("headers", refusal().getFirst().path());
    }

    @Test
    void headersThatBelongToTheConnectionOrBreakItAreRefusedWithoutTheirValues() {
        specs.url = Optional.of("https://example.com/mcp");
        specs.headers = List.of(
                Specs.header("Host", "x"),
                Specs.header("content-length", "1"),
                Specs.header("Authorization", "Bearer canary"),
                Specs.header("authorization", "twice"),
                Specs.header("X-Split", "canary\r\nX-Evil: 1"));

        List<Violation> refusal = refusal();

        assertEquals(
                List.of("headers[0].name", "headers[1].name", "headers[3].name", "headers[4].value"),
                refusal.stream().map(Violation::path).toList());
        assertFalse(refusal.toString().contains("canary"));
    }

    @Test
    void quantitiesAreReadStrictly() {
        assertEquals(Optional.of(512L << 20), Quantity.memory("512Mi"));
        assertEquals(Optional.of(0L), Quantity.memory("0"));
        assertEquals(Optional.empty(), Quantity.memory("512mi"));
        assertEquals(Optional.empty(), Quantity.memory("-1"));
        assertEquals(Optional.empty(), Quantity.memory("999999999999Ti"));
        assertEquals(Optional.of(0.5), Quantity.cpus("500m"));
        assertEquals(Optional.empty(), Quantity.cpus("1e3"));
    }

    private List<Violation> refusal() {
        return assertThrows(ProblemException.class, () -> ServerRules.complete(specs.build()))
                .problem()
                .violations();
    }
}
