package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.orchestrator.process.ProcessOrchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon beside the one that runs the servers; the HTTP side of that one knows the bearer of ann. */
final class OtherDaemonTest {
    private final MemoryStore store = new MemoryStore();
    private final HttpServer http;
    private final ProcessOrchestrator processes;
    private final Reconciler leader;
    private final WorkDesk desk = new WorkDesk();
    private final Reconciler follower;
    private final OwnerDaemon owner = new OwnerDaemon(desk);
    private final InstanceLogs logs = new InstanceLogs(desk, store, owner);
    private final String leaderName;

    OtherDaemonTest(@TempDir Path home) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/api/v1/instances/", OtherDaemonTest::answer);
        http.createContext("/api/v1/servers/", exchange -> {
            byte[] body = ("{\"asked\":\"" + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        leaderName = "here:" + http.getAddress().getPort();
        processes = new ProcessOrchestrator(
                Annotations.of(ProcessOrchestrator.Config.class, Map.of("home", home.toString())));
        Orchestrators orchestrators = new Orchestrators();
        orchestrators.addOrchestrator(processes, Map.of("name", "process"));
        leader = reconciler(home, orchestrators, http.getAddress().getPort(), new WorkDesk(), true);
        follower = reconciler(home, orchestrators, 1, desk, false);
    }

    private Reconciler reconciler(Path home, Orchestrators orchestrators, int port, WorkDesk where, boolean leads) {
        return new Reconciler(
                new Surroundings(
                        store,
                        orchestrators,
                        new LineConnector(),
                        new Commands(home, true),
                        "process",
                        new FakeSecrets(),
                        DaemonName.of("http://127.0.0.1:" + port, "here")),
                where,
                () -> leads);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean known = "Bearer ann".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean follow = exchange.getRequestURI().getQuery().endsWith("follow=true");
        String text = follow
                ? "event: stderr\ndata: one\n\n: ping\n\nevent: end\ndata: over\n\n"
                : "{\"stderr\":\"" + exchange.getRequestURI() + "\"}";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        logs.close();
        owner.close();
        follower.close();
        leader.close();
        processes.close();
        http.stop(0);
    }

    private void define(String name, String script, Status status) {
        store.create(
                Kinds.SERVER, name, ServerRules.complete(Specs.script(script).build()));
        leader.trigger(name);
        await(() -> row(name + "-0").filter(spec -> spec.status() == status).isPresent());
    }

    private Optional<InstanceSpec> row(String instance) {
        return store.find(Kinds.INSTANCE, instance).map(found -> found.spec());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not come true within 15 seconds");
            LockSupport.parkNanos(10_000_000);
        }
    }

    @SuppressWarnings("unchecked") // the route takes no body
    private Reply get(String instance, Map<String, List<String>> query, Map<String, String> headers) {
        Route<Route.Nothing> route = (Route<Route.Nothing>) logs.routes().getFirst();
        return route.handler()
                .handle(new Call<>(
                        Principal.SYSTEM, Map.of("name", instance), query, headers, new Route.Nothing(), "127.0.0.1"));
    }

    private String refusal(Map<String, String> headers) {
        ProblemException refused = assertThrows(ProblemException.class, () -> get("talk-0", Map.of(), headers));
        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        return refused.problem().detail();
    }

    @Test
    void itShowsWhyAServerFailedAndWhenItIsRetried() {
        define("bad", "echo out of luck >&2; exit 7", Status.ERROR);
        await(() -> row("bad-0").flatMap(InstanceSpec::nextRetryAt).isPresent());

        ServerSpec shown =
                new ServerKind(desk).present(store.find(Kinds.SERVER, "bad").orElseThrow(), store);

        assertTrue(shown.lastFailure().orElse("").contains("out of luck"), shown::toString);
        assertEquals(row("bad-0").flatMap(InstanceSpec::nextRetryAt).map(Object::toString), shown.nextRetryAt());
    }

    @Test
    void aReplacementTellsWhyTheOneBeforeItFailed() {
        define("bad", "test -e there || { touch there; echo out of luck >&2; exit 7; }; sleep 1000", Status.ERROR);

        await(() ->
                row("bad-0").filter(spec -> spec.status() == Status.STARTING).isPresent());

        String reason = row("bad-0").flatMap(InstanceSpec::lastFailure).orElse("");
        assertTrue(reason.contains("out of luck"), reason);
        assertEquals(Optional.empty(), row("bad-0").flatMap(InstanceSpec::nextRetryAt));
    }

    @Test
    void itsBoardShowsTheInstancesOfTheOthersWithTheirDaemon() {
        define("talk", Specs.ANSWERING, Status.RUNNING);

        InstanceBoard.Entry entry = new Board(follower).instances().getFirst();

        assertEquals("talk-0", entry.name());
        assertTrue(entry.foreign());
        assertEquals(Optional.of(leaderName), entry.spec().daemon());
        assertEquals(1, new Board(leader).instances().size());
    }

    @Test
    void logsAreAskedOfTheDaemonThatRunsTheInstanceWithTheBearerOfTheCaller() {
        define("talk", Specs.ANSWERING, Status.RUNNING);

        Reply.Text reply = assertInstanceOf(
                Reply.Text.class, get("talk-0", Map.of("tail", List.of("7")), Map.of("authorization", "Bearer ann")));

        String id = store.find(Kinds.INSTANCE, "talk-0").orElseThrow().id();
        assertEquals("{\"stderr\":\"/api/v1/instances/" + id + "/logs?tail=7&follow=false\"}", reply.text());
    }

    @Test
    void aRestartIsPassedOnToTheDaemonThatRunsTheServer() {
        define("talk", Specs.ANSWERING, Status.RUNNING);
        String id = store.find(Kinds.SERVER, "talk").orElseThrow().id();

        Reply.Text reply = assertInstanceOf(Reply.Text.class, restart("talk"));

        assertEquals("{\"asked\":\"POST /api/v1/servers/" + id + "/restart\"}", reply.text());
        assertEquals(
                ProblemKind.NOT_FOUND,
                assertThrows(ProblemException.class, () -> restart("nosuch")).kind());
        store.create(
                Kinds.SERVER,
                "idle",
                ServerRules.complete(Specs.script(Specs.ANSWERING).build()));
        assertEquals(
                new ServerRestart.Restarted("idle", List.of()),
                assertInstanceOf(Reply.Json.class, restart("idle")).value());
    }

    @SuppressWarnings("unchecked") // the route takes no body
    private Reply restart(String server) {
        Route<Route.Nothing> route = (Route<Route.Nothing>)
                new ServerRestart(desk, store, owner).routes().getFirst();
        return route.handler()
                .handle(new Call<>(
                        Principal.SYSTEM,
                        Map.of("name", server),
                        Map.of(),
                        Map.of("authorization", "Bearer ann"),
                        new Route.Nothing(),
                        "127.0.0.1"));
    }

    @Test
    void whoFollowsSeesWhatTheOtherDaemonSends() throws Exception {
        define("talk", Specs.ANSWERING, Status.RUNNING);
        List<String> sent = new ArrayList<>();
        Reply.Events events = assertInstanceOf(
                Reply.Events.class,
                get("talk-0", Map.of("follow", List.of("true")), Map.of("authorization", "Bearer ann")));

        events.source().run(new Reply.EventSink() {
            @Override
            public void send(String id, String event, Object data) {
                sent.add(event + " " + data);
            }

            @Override
            public void ping() {
                sent.add("ping");
            }
        });

        assertEquals(List.of("stderr one", "ping", "end over"), sent);
    }

    @Test
    void whenTheOtherDaemonCannotBeAskedTheAnswerNamesIt() {
        define("talk", Specs.ANSWERING, Status.RUNNING);

        String unknown = refusal(Map.of("authorization", "Bearer bob"));
        String twice = refusal(Map.of("authorization", "Bearer ann", "x-mcpctl-relayed", "1"));
        http.stop(0);
        String away = refusal(Map.of("authorization", "Bearer ann"));

        assertTrue(unknown.contains("is run by the daemon " + leaderName), unknown);
        assertTrue(unknown.contains("does not know this bearer"), unknown);
        assertTrue(unknown.endsWith("--daemon-url http://" + leaderName), unknown);
        assertTrue(twice.contains("passed on already"), twice);
        assertTrue(away.contains("cannot be reached"), away);
    }
}
