package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.servers.api.ServerSpec.Transport;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out about the eras that servers speak, and how they are reached then. */
final class ErasTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RunningServers servers;

    ErasTest(@TempDir Path home) {
        servers = new RunningServers(home);
    }

    @AfterEach
    void end() {
        servers.close();
    }

    private void awaitHealthy(String instance) {
        servers.await(
                () -> servers.store
                        .find(Kinds.INSTANCE, instance)
                        .flatMap(row -> row.spec().healthStatus())
                        .equals(Optional.of(Health.healthy)),
                instance + " is not healthy");
    }

    @ParameterizedTest
    @CsvSource({"legacy,SESSION", "modern,STATELESS", "both,SESSION STATELESS"})
    void processesShowWhatTheySpeak(String era, String expected) {
        servers.define("one", RunningServers.fixture("--stdio", "--era", era));
        awaitHealthy("one-0");

        assertEquals(
                Set.of(expected.split(" ")),
                Set.of(servers.sessions.eras("one", RunningServers.ANYONE).stream()
                        .map(Enum::name)
                        .toArray()));
    }

    @ParameterizedTest
    @CsvSource({"legacy,SESSION", "modern,STATELESS", "both,SESSION STATELESS"})
    void serversElsewhereShowWhatTheySpeak(String era, String expected) throws Exception {
        Specs specs = new Specs();
        specs.url = Optional.of(servers.elsewhere("--era", era).replaceAll(".*\"url\":\"([^\"]*)\".*", "$1"));
        servers.define("one", specs);
        awaitHealthy("one-0");

        assertEquals(
                Set.of(expected.split(" ")),
                Set.of(servers.sessions.eras("one", RunningServers.ANYONE).stream()
                        .map(Enum::name)
                        .toArray()));
    }

    @Test
    void serverOfTheFirstRevisionIsReachedOverItsEventStream() throws Exception {
        Specs specs = new Specs();
        specs.transport = Optional.of(Transport.SSE);
        specs.url = Optional.of(servers.elsewhere("--era", "legacy").replaceAll(".*\"sse\":\"([^\"]*)\".*", "$1"));
        servers.define("one", specs);
        awaitHealthy("one-0");

        assertEquals(Set.of(Era.SESSION), servers.sessions.eras("one", RunningServers.ANYONE));
        assertTrue(hello(servers.sessions.open("one", RunningServers.ANYONE, new PoliteClient("one", () -> {})))
                .contains("serverInfo"));
    }

    @Test
    void clientWithASessionReachesAStatelessProcessThatItShares() {
        servers.define("one", RunningServers.fixture("--stdio", "--era", "modern"));
        awaitHealthy("one-0");

        Upstream first = servers.sessions.open("one", RunningServers.ANYONE, new PoliteClient("one", () -> {}));
        Upstream second = servers.sessions.open("one", RunningServers.ANYONE, new PoliteClient("one", () -> {}));

        assertTrue(hello(first).contains("\"protocolVersion\":\"2025-11-25\""));
        assertTrue(hello(second).contains("mcp-fixture"));
        assertTrue(ask(first, McpMessages.callTool("echo", Map.of("message", "hi")))
                .contains("Echo: hi"));
        first.close();
        assertTrue(ask(second, McpMessages.callTool("echo", Map.of("message", "ho")))
                .contains("Echo: ho"));
        assertFalse(first.isOpen());
    }

    @Test
    void statelessRequestsShareOneProcessAndSurviveItsEnd() {
        Specs specs = new Specs();
        specs.command = RunningServers.fixture("--stdio", "--era", "both");
        specs.sharing = Optional.of(new Sharing(Sharing.Mode.session, 1, 64, 300));
        servers.define("one", specs);
        awaitHealthy("one-0");
        StatelessUpstream one = servers.sessions.stateless("one", RunningServers.ANYONE);
        StatelessUpstream two = servers.sessions.stateless("one", RunningServers.ANYONE);

        assertTrue(ask(one, "echo").contains("Echo"));
        assertTrue(ask(two, "echo").contains("Echo"));
        ProblemException full = assertThrows(
                ProblemException.class,
                () -> servers.sessions.open("one", RunningServers.ANYONE, new PoliteClient("one", () -> {})));
        assertEquals(ProblemKind.THROTTLED, full.kind());
        assertEquals(
                ProblemKind.UPSTREAM,
                assertThrows(ProblemException.class, () -> ask(one, "nasty_exit"))
                        .kind());
        assertTrue(ask(two, "echo").contains("Echo"));
        one.close();
        assertEquals(
                ProblemKind.UNAVAILABLE,
                assertThrows(ProblemException.class, () -> ask(one, "echo")).kind());
    }

    @ParameterizedTest
    @CsvSource({"true,STATELESS", "false,SESSION"})
    void serverThatForgetsItsSessionsIsAskedForTheOtherEra(boolean discovers, Era expected) throws Exception {
        HttpServer forgetful = forgetful(discovers);
        try {
            Specs specs = new Specs();
            specs.url = Optional.of("http://127.0.0.1:" + forgetful.getAddress().getPort() + "/mcp");
            servers.define("one", specs);
            awaitHealthy("one-0");

            assertEquals(Set.of(expected), servers.sessions.eras("one", RunningServers.ANYONE));
            assertTrue(hello(servers.sessions.open("one", RunningServers.ANYONE, new PoliteClient("one", () -> {})))
                    .contains("forgetful"));
        } finally {
            forgetful.stop(0);
        }
    }

    /** Answers {@code initialize} without an id of a session, as SDKs for both eras do where nobody keeps sessions. */
    private static HttpServer forgetful(boolean discovers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", exchange -> {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher id = Pattern.compile("\"id\":([^,}]+)").matcher(message);
            String hello = "\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"forgetful\",\"version\":\"1\"}";
            String answer = message.contains("\"initialize\"")
                    ? "\"result\":{\"protocolVersion\":\"2025-11-25\"," + hello + "}"
                    : message.contains("tools/list")
                            ? "\"result\":{\"tools\":[]}"
                            : discovers
                                    ? "\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                                            + hello + "}"
                                    : "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}";
            boolean request = message.contains("\"method\"") && id.find();
            byte[] body = request
                    ? ("{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + "," + answer + "}")
                            .getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(request ? 200 : 202, request ? body.length : -1);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void serverThatAnswersInNoEraIsSaidToBeUnreachable() {
        Specs specs = new Specs();
        specs.url = Optional.of("http://127.0.0.1:1/mcp");
        servers.define("gone", specs);
        servers.awaitStatus("gone-0", Status.RUNNING);

        for (int i = 0; i < 2; i++) {
            ProblemException problem =
                    assertThrows(ProblemException.class, () -> servers.sessions.eras("gone", RunningServers.ANYONE));
            assertEquals(ProblemKind.UPSTREAM, problem.kind());
            assertTrue(
                    problem.problem().detail().contains("gone"),
                    problem.problem().detail());
        }
    }

    private static String ask(StatelessUpstream server, String tool) {
        byte[] message = McpMessages.stateless(McpMessages.callTool(tool, Map.of()));
        return new String(server.request(message, Map.of(), LIMIT, notification -> {}), StandardCharsets.UTF_8);
    }

    private static String ask(Upstream session, byte[] message) {
        return new String(session.request(message, LIMIT), StandardCharsets.UTF_8);
    }

    private static String hello(Upstream session) {
        return ask(session, McpMessages.initialize());
    }
}
