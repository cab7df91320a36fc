package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.ScriptedServer.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to a stateless HTTP server, and what becomes of its odder answers. */
final class StatelessHttpTest {
    private static final String LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\",\"params\":{\"_meta\":"
                    + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Connector connector = new Connector();
    private final Heard heard = new Heard();
    private ScriptedServer server;
    private StatelessUpstream upstream;

    @BeforeEach
    void connect() throws IOException {
        server = new ScriptedServer();
        upstream = connector.stateless(new UpstreamTarget.Http("web", server.url(), Map.of("X-Key", "secret")));
    }

    @AfterEach
    void end() throws IOException {
        connector.deactivate();
        server.close();
        threads.shutdownNow();
    }

    private Future<String> ask(String message, Map<String, String> headers, Duration limit) {
        return threads.submit(() -> new String(
                upstream.request(message.getBytes(StandardCharsets.UTF_8), headers, limit, heard),
                StandardCharsets.UTF_8));
    }

    private Future<String> ask(String message) {
        return ask(message, Map.of(), Duration.ofSeconds(20));
    }

    private static String call(String name) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name + "\"}}";
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private static ProblemException problem(Future<String> call) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
        return assertInstanceOf(ProblemException.class, failed.getCause());
    }

    @Test
    void headersRepeatTheBodyAndThoseOfTheClientPass() throws Exception {
        Map<String, String> client =
                Map.of("Mcp-Param-Region", "=?base64?w6Q=?=", "Authorization", "Bearer x", "Mcp-Param-Bad", "a\nb");
        Future<String> called = ask(call("look up"), client, Duration.ofSeconds(20));

        String text = server.next().text();

        assertTrue(text.contains("\r\nMCP-Protocol-Version: 2026-07-28\r\n"), text);
        assertTrue(text.contains("\r\nMcp-Method: tools/call\r\n"), text);
        assertTrue(text.contains("\r\nMcp-Name: look up\r\n"), text);
        assertTrue(text.contains("\r\nMcp-Param-Region: =?base64?w6Q=?=\r\n"), text);
        assertTrue(text.contains("\r\nX-Key: secret\r\n"), text);
        assertFalse(text.contains("Bearer") || text.contains("Mcp-Param-Bad"), text);
        called.cancel(true);
    }

    @Test
    void onlyAnotherTierIsToldWhatCausedARequest() throws Exception {
        Map<String, String> cause = Map.of("X-Request-Id", "c-1");
        Future<String> plain = ask(call("x"), cause, Duration.ofSeconds(20));
        String text = server.next().text();
        upstream = connector.stateless(new UpstreamTarget.Http("web", server.url(), Map.of(), Optional.empty(), true));
        Future<String> caused = ask(call("x"), cause, Duration.ofSeconds(20));
        String told = server.next().text();

        assertFalse(text.contains("X-Request-Id"), text);
        assertTrue(told.contains("\r\nX-Request-Id: c-1\r\n"), told);
        plain.cancel(true);
        caused.cancel(true);
    }

    @Test
    void namesThatNoHeaderCarriesAreEncoded() throws Exception {
        Future<String> called = ask(call("Zürich"));
        assertTrue(server.next().text().contains("\r\nMcp-Name: =?base64?WsO8cmljaA==?=\r\n"));
        called.cancel(true);

        assertEquals("=?base64?IHBhZGRlZCA=?=", MirroredHeaders.encode(" padded "));
        assertEquals("=?base64?bGluZTEKbGluZTI=?=", MirroredHeaders.encode("line1\nline2"));
        assertEquals("=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=", MirroredHeaders.encode("=?base64?literal?="));
        assertEquals("us-west1", MirroredHeaders.encode("us-west1"));
    }

    @Test
    void refusalsWithAnErrorInTheirBodyAreAnswers() throws Exception {
        for (String error : new String[] {
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32020,\"message\":\"no\"}}",
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32020,\"message\":\"no\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32020,\"message\":\"no\"}}"
        }) {
            Future<String> listed = ask(LIST);
            server.next()
                    .answer("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: "
                            + error.length() + "\r\n\r\n" + error);
            String answer = listed.get(20, TimeUnit.SECONDS);
            assertTrue(answer.contains("\"id\":\"a\"") && answer.contains("-32020"), answer);
        }
    }

    @Test
    void refusalsWithoutAreProblemsThatNameTheStatus() throws Exception {
        Future<String> listed = ask(LIST);
        server.next().answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nnope");

        ProblemException problem = problem(listed);

        assertEquals(ProblemKind.UPSTREAM, problem.kind());
        assertTrue(problem.problem().detail().contains("404"));
    }

    @Test
    void compressedAnswersAreUnpackedAndOtherEncodingsRefused() throws Exception {
        Future<String> zipped = ask(LIST);
        Asked asked = server.next();
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + asked.id() + ",\"result\":{\"tools\":[]}}";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        asked.answer(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                        + bytes.size() + "\r\n\r\n",
                bytes.toString(StandardCharsets.ISO_8859_1));
        assertTrue(zipped.get(20, TimeUnit.SECONDS).contains("\"tools\":[]"));

        Future<String> odd = ask(LIST);
        Asked second = server.next();
        assertEquals(asked.connection(), second.connection());
        second.answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: br\r\n"
                + "Content-Length: 2\r\n\r\n{}");
        assertEquals(ProblemKind.UPSTREAM, problem(odd).kind());
    }

    @Test
    void slowSenderIsGivenUpWhenNothingArrivesInTime() throws Exception {
        Future<String> slow = ask(LIST, Map.of(), Duration.ofMillis(500));
        Asked asked = server.next();
        asked.answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

        assertEquals(ProblemKind.TIMEOUT, problem(slow).kind());
        assertEquals(-1, asked.socket().getInputStream().read(), "the connection was not closed");
    }

    @Test
    void interruptionClosesTheStreamAndNothingElseIsSent() throws Exception {
        Future<String> asked = ask(LIST);
        Asked stream = server.next();
        stream.answer(EVENTS, chunk("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n"));
        heard.await("notifications/x");

        asked.cancel(true);

        Future<String> next = ask(LIST);
        Asked second = server.next();
        assertFalse(second.text().contains("notifications/cancelled"), second.text());
        assertTrue(second.connection() != stream.connection());
        second.answerJson("{\"jsonrpc\":\"2.0\",\"id\":" + second.id() + ",\"result\":{}}");
        assertTrue(next.get(20, TimeUnit.SECONDS).contains("result"));
    }

    @Test
    void streamThatEndsWithoutAnAnswerIsAProblemAndIsNotResumed() throws Exception {
        Future<String> listed = ask(LIST);
        server.next().answer(EVENTS, chunk("id: 7\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"n\"}\n\n"), "0\r\n\r\n");

        assertTrue(problem(listed).problem().detail().contains("without an answer"));
    }

    @Test
    void requestOfTheServerIsIgnored() throws Exception {
        Future<String> listed = ask(LIST);
        Asked asked = server.next();
        asked.answer(
                EVENTS,
                chunk("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n"),
                chunk("data: {\"jsonrpc\":\"2.0\",\"id\":" + asked.id() + ",\"result\":{}}\n\n"),
                "0\r\n\r\n");

        assertTrue(listed.get(20, TimeUnit.SECONDS).contains("\"result\":{}"));
        assertTrue(heard.all().isEmpty());
    }

    @Test
    void answerOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
        Future<String> listed = ask(LIST);
        server.next().answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 67108865\r\n\r\n");

        assertTrue(problem(listed).problem().detail().contains("too large"));
    }

    @Test
    void listingIsRepeatedWhenAKeptConnectionTurnsOutToBeClosed() throws Exception {
        Future<String> first = ask(LIST);
        Asked one = server.next();
        one.answerJson("{\"jsonrpc\":\"2.0\",\"id\":" + one.id() + ",\"result\":{}}");
        first.get(20, TimeUnit.SECONDS);

        Future<String> again = ask(LIST);
        Asked lost = server.next();
        assertEquals(one.connection(), lost.connection());
        lost.socket().close();

        Asked repeated = server.next();
        repeated.answerJson("{\"jsonrpc\":\"2.0\",\"id\":" + repeated.id() + ",\"result\":{}}");
        assertTrue(again.get(20, TimeUnit.SECONDS).contains("result"));
    }

    @Test
    void callIsNeverRepeated() throws Exception {
        Future<String> first = ask(LIST);
        Asked one = server.next();
        one.answerJson("{\"jsonrpc\":\"2.0\",\"id\":" + one.id() + ",\"result\":{}}");
        first.get(20, TimeUnit.SECONDS);

        Future<String> called = ask(call("pay"));
        server.next().socket().close();

        assertEquals(ProblemKind.UPSTREAM, problem(called).kind());
    }
}
