package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.ScriptedServer.Asked;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event stream and the address for messages of revision 2024-11-05. */
final class SseTransportTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Connector connector = new Connector();
    private final Heard heard = new Heard();
    private ScriptedServer server;
    private Upstream upstream;

    @BeforeEach
    void connect() throws IOException {
        server = new ScriptedServer();
        upstream = open(server.url());
    }

    private Upstream open(URI url) {
        return connector.connect(new UpstreamTarget.Sse("web", url, Map.of("X-Key", "secret")), heard);
    }

    @AfterEach
    void end() throws IOException {
        connector.deactivate();
        server.close();
        threads.shutdownNow();
    }

    private Future<String> ask(String message) {
        return threads.submit(() -> new String(
                upstream.request(message.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20)),
                StandardCharsets.UTF_8));
    }

    private static ProblemException problem(Future<String> call) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
        return assertInstanceOf(ProblemException.class, failed.getCause());
    }

    @Test
    void messagesArePostedToTheAnnouncedAddressAndAnsweredOnTheStream() throws Exception {
        Future<String> ping = ask(PING);
        Asked stream = server.next();
        assertTrue(stream.text().startsWith("GET /mcp?x=1 ") && stream.text().contains("Accept: text/event-stream"));
        stream.answer(STREAM, "event: endpoint\ndata: /messages?s=1\n\n");
        Asked post = server.next();
        assertTrue(post.text().startsWith("POST /messages?s=1 "), post.text());
        assertTrue(post.text().contains("X-Key: secret"), post.text());

        post.answer(ACCEPTED);
        stream.answer(": alive\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n");
        stream.answer("data: {\"jsonrpc\":\"2.0\",\"id\":" + post.id() + ",\"result\":{}}\n\n");

        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}", ping.get(20, TimeUnit.SECONDS));
        heard.await("notifications/x");
    }

    @Test
    void foreignAddressForMessagesEndsTheSessionAndBothOriginsAreTold() throws Exception {
        Future<String> ping = ask(PING);
        server.next().answer(STREAM, "event: endpoint\ndata: http://other.example/messages\n\n");

        String detail = problem(ping).problem().detail();

        assertTrue(detail.contains("http://other.example"), detail);
        assertTrue(detail.contains("http://127.0.0.1:"), detail);
        assertFalse(upstream.isOpen());
        heard.await("closed", "http://other.example");
    }

    @Test
    void endOfTheStreamEndsTheSessionAndItsCalls() throws Exception {
        Future<String> ping = ask(PING);
        Asked stream = server.next();
        stream.answer(STREAM, "event: endpoint\ndata: /m\n\n");
        server.next().answer(ACCEPTED);

        stream.socket().close();

        assertEquals(ProblemKind.UPSTREAM, problem(ping).kind());
        assertFalse(upstream.isOpen());
    }

    @Test
    void forgottenSessionIsToldSoThatItCanBeOpenedAgain() throws Exception {
        Future<String> ping = ask(PING);
        server.next().answer(STREAM, "event: endpoint\ndata: /m\n\n");

        server.next().answer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        assertEquals(ProblemKind.NOT_FOUND, problem(ping).kind());
    }

    @Test
    void addressWithoutEventStreamIsReported() throws Exception {
        Future<String> refused = ask(PING);
        server.next().answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        String detail = problem(refused).problem().detail();
        assertTrue(detail.contains("401") && detail.contains("headers"), detail);

        upstream = open(server.url());
        Future<String> page = ask(PING);
        server.next().answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi");
        assertTrue(problem(page).problem().detail().contains("is its transport SSE?"));
    }

    @Test
    void fixtureAnswersAsksAndNotifies() throws Exception {
        try (Fixture fixture = Fixture.http("--era", "legacy")) {
            upstream = open(fixture.address("sse"));
            heard.onRequest = question -> threads.execute(() -> upstream.send(("{\"jsonrpc\":\"2.0\",\"id\":"
                            + question.replaceAll("(?s).*\"id\":([0-9]+).*", "$1")
                            + ",\"result\":{\"action\":\"accept\",\"content\":{}}}")
                    .getBytes(StandardCharsets.UTF_8)));
            ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2024-11-05\","
                            + "\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}")
                    .get(20, TimeUnit.SECONDS);
            upstream.send(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(StandardCharsets.UTF_8));

            String asked = ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                            + "\"test_elicitation\",\"arguments\":{\"message\":\"who?\"}}}")
                    .get(20, TimeUnit.SECONDS);
            assertTrue(asked.contains("action=accept"), asked);
            ask("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":"
                            + "\"test_trigger_tool_change\"}}")
                    .get(20, TimeUnit.SECONDS);
            heard.await("notifications/tools/list_changed");
            upstream.close();
        }
    }
}
