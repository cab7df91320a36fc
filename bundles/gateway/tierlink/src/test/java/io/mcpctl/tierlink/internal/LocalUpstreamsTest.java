package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.orchestrator.process.ProcessOrchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.internal.Connector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams that only the proxy knows, with real processes. */
final class LocalUpstreamsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Caller OWNER = new Caller(Principal.special("local"), Optional.empty());
    private static final Caller OTHER = new Caller(Principal.user("a@b", "c1", Set.of()), Optional.of("x"));

    private final Path home;
    private final Connector connector = new Connector();
    private final ProcessOrchestrator processes;
    private final List<LocalUpstreams> made = new ArrayList<>();

    LocalUpstreamsTest(@TempDir Path home) {
        this.home = home;
        this.processes =
                new ProcessOrchestrator(Settings.of(ProcessOrchestrator.Config.class, Map.of("home", home.toString())));
    }

    @AfterEach
    void end() {
        made.forEach(LocalUpstreams::close);
        processes.close();
    }

    private LocalUpstreams upstreams(String... lines) {
        LocalUpstreams upstreams = new LocalUpstreams(
                Settings.of(LinkConfig.class, Map.of("home", home.toString(), "upstreams", String.join("\n", lines))),
                connector,
                processes);
        made.add(upstreams);
        return upstreams;
    }

    private static String fixture(String name, String era) {
        return name + "=stdio:" + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' io.mcpctl.fixture.Main --stdio --era " + era;
    }

    private static String ask(Upstream session, String method, String params) {
        byte[] message = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8);
        return new String(session.request(message, LIMIT), StandardCharsets.UTF_8);
    }

    private static String initialize(Upstream session) {
        return ask(
                session,
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
    }

    @Test
    void serversOfBothErasAreFoundOutAndUsedAsSessions() {
        LocalUpstreams local = upstreams(fixture("old", "legacy"), fixture("new", "modern"));

        assertEquals(Era.SESSION, local.find("old").orElseThrow().era());
        assertEquals(Era.STATELESS, local.find("new").orElseThrow().era());
        for (String name : List.of("old", "new")) {
            LocalServer server = local.find(name, OWNER).orElseThrow();
            try (Upstream session = server.open(new Deaf())) {
                assertTrue(initialize(session).contains("mcp-fixture"));
                String answer = ask(session, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"message\":\"hi\"}}");
                assertTrue(answer.contains("hi"), answer);
            }
            assertEquals(LocalServer.State.healthy, server.state());
        }
        Until.holds("the processes are gone", () -> processes.list().size() <= 1);
    }

    @Test
    void onlyTheOwnerOfTheProxySeesThem() {
        LocalUpstreams local = upstreams("mine=sse:http://127.0.0.1:9/sse");

        assertEquals(Set.of("mine"), local.names(OWNER));
        assertEquals(Set.of(), local.names(OTHER));
        assertTrue(local.find("mine", OTHER).isEmpty());
    }

    @Test
    void aProgramThatEndsAtOnceIsNotStartedOverAndOver() {
        LocalServer server = upstreams("bad=stdio:sh -c 'echo broken >&2; exit 3'")
                .find("bad")
                .orElseThrow();

        assertThrows(ProblemException.class, () -> {
            try (Upstream session = server.session(new Deaf())) {
                initialize(session);
            }
        });

        assertEquals(LocalServer.State.disconnected, server.state());
        ProblemException refused = assertThrows(ProblemException.class, () -> server.session(new Deaf()));
        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        String sentence = refused.problem().detail();
        assertTrue(sentence.contains("\"bad\" is disconnected") && sentence.contains("next attempt"), sentence);
    }

    @Test
    void aProgramThatIsMissingIsNotFatal() {
        LocalServer server =
                upstreams("gone=stdio:/no/such/program").find("gone").orElseThrow();

        assertThrows(ProblemException.class, () -> {
            try (Upstream session = server.session(new Deaf())) {
                initialize(session);
            }
        });
        assertEquals(LocalServer.State.disconnected, server.state());
    }

    @Test
    void theFileIsReadAgainAndTheLineWins() throws IOException {
        write(
                "[{\"name\":\"one\",\"transport\":\"SSE\",\"url\":\"http://127.0.0.1:9/sse\"},"
                        + "{\"name\":\"two\",\"transport\":\"stdio\",\"command\":\"cat\",\"args\":[\"-u\"],\"env\":{\"A\":\"b\"}}]");
        LocalUpstreams local = upstreams("one=streamable-http:http://127.0.0.1:9/mcp");

        assertEquals(Set.of("one", "two"), Set.copyOf(local.names(OWNER)));
        LocalSpec one = local.find("one").orElseThrow().spec();
        LocalSpec two = local.find("two").orElseThrow().spec();
        assertEquals(LocalSpec.Kind.STREAMABLE_HTTP, one.transport());
        assertEquals(List.of("cat", "-u"), two.command());
        assertTrue(!two.toString().contains("A=b"));

        write("[]");
        Until.holds("the other is gone", () -> local.names(OWNER).equals(Set.of("one")));
        write("[{\"name\":1}]");
        Until.holds("the settings are stale", () -> {
            local.names(OWNER);
            return local.isStale();
        });
        assertEquals(Set.of("one"), local.names(OWNER));
    }

    private void write(String upstreams) throws IOException {
        Files.writeString(home.resolve("config.json"), "{\"mcpdUrl\":\"http://x:1\",\"upstreams\":" + upstreams + "}");
    }

    @Test
    void wrongDefinitionsAreRefusedWithTheirPlace() throws IOException {
        assertRefused("expected <name>=<transport>:<command or URL>", "nothing");
        assertRefused("a=tcp:x", "a=tcp:x");
        assertRefused("stdio, sse, streamable-http", "a=tcp:x");
        assertRefused("'Upper'", "Upper=stdio:cat");
        assertRefused("absolute URL", "a=sse:nowhere");
        assertRefused("a quote", "a=stdio:cat 'x");
        write("{}");
        assertRefused("config.json: upstreams must be a list");
        write("[{\"name\":\"a\",\"transport\":\"tcp\"}]");
        assertRefused("upstreams[0].transport is 'tcp'; expected one of stdio, sse, streamable-http");
        write("[{\"name\":\"a\",\"transport\":\"stdio\"}]");
        assertRefused("upstreams[0].command is missing");
        write("[{\"name\":\"a\",\"transport\":\"sse\"}]");
        assertRefused("upstreams[0].url is missing");
        write("[{\"name\":\"a\",\"transport\":\"stdio\",\"command\":\"x\",\"env\":{\"A\":1}}]");
        assertRefused("upstreams[0].env.A must be a text");
        write("[{\"name\":\"a\",\"transport\":\"sse\",\"url\":\"https://x\",\"caFile\":\"" + home + "/no.pem\"}]");
        assertRefused("upstreams[0].caFile: " + home + "/no.pem does not exist");
        Files.writeString(home.resolve("config.json"), "{\n \"upstreams\": [,]}");
        assertRefused("not valid JSON (line 2");
    }

    private void assertRefused(String words, String... lines) {
        ProblemException refused = assertThrows(ProblemException.class, () -> upstreams(lines));
        assertTrue(refused.problem().detail().contains(words), refused.problem().detail());
    }
}
