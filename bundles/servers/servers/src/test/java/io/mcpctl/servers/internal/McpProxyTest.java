package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.internal.McpProxy.ProxyCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single calls through the REST interface. */
final class McpProxyTest {
    private final RunningServers servers;
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final EndpointAccess access = new EndpointAccess() {
        @Override
        public void admit(Caller caller, String path) {
            if (!caller.principal().name().equals("ada")) {
                throw new ProblemException(
                        ProblemKind.FORBIDDEN, caller.principal().name() + " may not use " + path);
            }
        }

        @Override
        public Set<String> servers(Caller caller) {
            throw new UnsupportedOperationException("single calls name their server");
        }
    };
    private final McpProxy proxy;

    McpProxyTest(@TempDir Path home) {
        servers = new RunningServers(home);
        CallRecorder recorder = new CallRecorder();
        recorder.setTrail(new AuditTrail() {
            @Override
            public void record(AuditEvent event) {
                events.add(event);
            }

            @Override
            public void record(AuditAction action) {
                throw new AssertionError("no action of a user");
            }

            @Override
            public long dropped() {
                return 0;
            }
        });
        proxy = new McpProxy(
                servers.store, servers.sessions, access, recorder, Duration.ofMillis(1500), Duration.ofSeconds(10));
    }

    @BeforeEach
    void start() {
        servers.define("one", RunningServers.fixture("--stdio", "--era", "legacy"));
        servers.awaitStatus("one-0", Status.RUNNING);
    }

    @AfterEach
    void end() {
        servers.close();
    }

    private String ask(String server, String method, Map<String, Object> params, Optional<String> instance) {
        return ask("ada", new ProxyCall(server, method, Optional.of(params), instance));
    }

    private String ask(String caller, ProxyCall body) {
        @SuppressWarnings("unchecked")
        Route<ProxyCall> route = (Route<ProxyCall>) proxy.routes().getFirst();
        Reply reply = route.handler()
                .handle(new Call<>(Principal.special(caller), Map.of(), Map.of(), Map.of(), body, "127.0.0.1"));
        return assertInstanceOf(Reply.Text.class, reply).text();
    }

    private ProblemException refused(String server, String method, Optional<String> instance) {
        return assertThrows(ProblemException.class, () -> ask(server, method, Map.of(), instance));
    }

    private static Map<String, Object> tool(String name, Map<String, Object> arguments) {
        return Map.of("name", name, "arguments", arguments);
    }

    @Test
    void answersAreTheResponsesOfTheServer() {
        String echo = ask("one", "tools/call", tool("echo", Map.of("message", "hi")), Optional.empty());
        assertTrue(echo.contains("Echo: hi") && echo.contains("\"jsonrpc\":\"2.0\""), echo);
        assertTrue(ask("one", "tools/list", Map.of(), Optional.empty()).contains("\"tools\":["));
        assertTrue(ask("one", "ping", Map.of(), Optional.empty()).contains("\"result\":{}"));
        String hello = ask("one", "initialize", Map.of(), Optional.empty());
        assertTrue(hello.contains("mcp-fixture") && hello.contains("\"id\":4"), hello);
        String unknown = ask("one", "prompts/get", Map.of("name", "none"), Optional.empty());
        assertTrue(unknown.contains("\"error\":{"), unknown);
    }

    @Test
    void instanceCanBeNamedAndMustRun() {
        assertTrue(ask("one", "ping", Map.of(), Optional.of("one-0")).contains("result"));
        assertTrue(ask("one-0", "ping", Map.of(), Optional.empty()).contains("result"));
        ProblemException unknown = refused("one", "ping", Optional.of("one-7"));
        assertEquals(ProblemKind.NOT_FOUND, unknown.kind());
        assertTrue(unknown.problem().detail().contains("one-7"));

        servers.define("bad", Specs.script("exit 3"));
        servers.awaitStatus("bad-0", Status.ERROR);
        assertEquals(
                ProblemKind.UNAVAILABLE,
                refused("bad", "ping", Optional.of("bad-0")).kind());
    }

    @Test
    void whatIsWrongIsSaid() {
        ProblemException method = refused("one", "logging/setLevel", Optional.empty());
        assertEquals(ProblemKind.INVALID, method.kind());
        assertTrue(
                method.problem().detail().contains("logging/setLevel"),
                method.problem().detail());
        assertTrue(
                method.problem().detail().contains("tools/call"),
                method.problem().detail());

        ProblemException server = refused("none", "ping", Optional.empty());
        assertEquals(ProblemKind.NOT_FOUND, server.kind());
        assertTrue(server.problem().detail().contains("server 'none' not found"));

        Specs specs = Specs.script(Specs.ANSWERING);
        specs.replicas = 0;
        servers.define("off", specs);
        servers.await(() -> servers.store.find(Kinds.SERVER, "off").isPresent(), "not defined");
        ProblemException off = refused("off", "ping", Optional.empty());
        assertEquals(ProblemKind.UNAVAILABLE, off.kind());
        assertTrue(
                off.problem().detail().contains("no running instance for server 'off'"),
                off.problem().detail());

        ProblemException forbidden = assertThrows(
                ProblemException.class,
                () -> ask("eve", new ProxyCall("one", "ping", Optional.empty(), Optional.empty())));
        assertEquals(ProblemKind.FORBIDDEN, forbidden.kind());
        assertTrue(forbidden.problem().detail().contains("/servers/one/mcp"));
    }

    @Test
    void deadAndSilentServersAreProblemsAndTheNextCallWorks() {
        ProblemException ended = assertThrows(
                ProblemException.class, () -> ask("one", "tools/call", tool("nasty_exit", Map.of()), Optional.empty()));
        assertEquals(ProblemKind.UPSTREAM, ended.kind());
        assertTrue(
                ended.problem().detail().contains("nasty_exit was called"),
                ended.problem().detail());
        assertTrue(ask("one", "ping", Map.of(), Optional.empty()).contains("result"));

        servers.define(
                "mute",
                Specs.script("read l; echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":"
                        + "\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\"m\",\"version\":\"1\"}}}';"
                        + " while read l; do :; done"));
        servers.awaitStatus("mute-0", Status.RUNNING);
        assertEquals(
                ProblemKind.TIMEOUT,
                refused("mute", "tools/list", Optional.empty()).kind());
    }

    @Test
    void callsAreRememberedWithoutTheirArguments() {
        ask("one", "tools/call", tool("echo", Map.of("message", "secret")), Optional.empty());
        ask("one", "tools/call", tool("test_error_handling", Map.of()), Optional.empty());

        assertEquals("mcp_proxy_call", events.getFirst().kind());
        assertEquals(Optional.of("one"), events.getFirst().serverName());
        assertEquals(Optional.of("ada"), events.getFirst().actor().userName());
        assertEquals("echo", events.getFirst().payload().get("tool"));
        assertEquals("ok", events.getFirst().payload().get("outcome"));
        assertEquals("error", events.getLast().payload().get("outcome"));
        assertTrue(String.valueOf(events.getLast().payload().get("error")).contains("intentionally"));
        assertTrue(events.stream().noneMatch(event -> event.toString().contains("secret")));
    }
}
