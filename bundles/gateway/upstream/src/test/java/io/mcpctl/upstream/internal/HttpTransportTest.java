package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.ScriptedServer.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpTransportTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Connector connector = new Connector();
    private ScriptedServer server;
    private Upstream upstream;

    @BeforeEach
    void connect() throws IOException {
        server = new ScriptedServer();
        upstream = connect(Map.of("X-Key", "secret"));
    }

    private Upstream connect(Map<String, String> headers) {
        return connector.connect(new UpstreamTarget.Http("web", server.url(), headers), new UpstreamListener() {
            @Override
            public void request(byte[] message) {
                heard.add(text(message));
            }

            @Override
            public void notification(byte[] message) {
                heard.add(text(message));
            }

            @Override
            public void closed(String reason) {
                heard.add("closed");
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        connector.deactivate();
        server.close();
        threads.shutdownNow();
    }

    private Future<String> ask(String message, Duration limit) {
        return threads.submit(() -> text(upstream.request(message.getBytes(StandardCharsets.UTF_8), limit)));
    }

    private Future<String> ask() {
        return ask(PING, Duration.ofSeconds(20));
    }

    private static String get(Future<String> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static ProblemException problem(Future<String> future) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(ProblemException.class, failure.getCause());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String result(Asked asked) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + asked.id() + ",\"result\":{}}";
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private static String event(String message) {
        return "event: message\ndata: " + message + "\n\n";
    }

    @Test
    void requestHasPathHeadersAndLengthAndItsAnswerTheCallersId() throws Exception {
        Future<String> answer = ask();

        Asked asked = server.next();
        asked.answerJson(result(asked));

        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}", get(answer));
        assertTrue(asked.text().startsWith("POST /mcp?x=1 HTTP/1.1\r\n"), asked.text());
        assertTrue(asked.text().contains("\r\nX-Key: secret\r\n"), asked.text());
        assertTrue(asked.text().contains("\r\nAccept: application/json, text/event-stream\r\n"), asked.text());
    }

    @Test
    void onlyAnotherTierIsToldWhatCausedARequest() throws Exception {
        byte[] ping = PING.getBytes(StandardCharsets.UTF_8);
        Future<byte[]> plain = threads.submit(() -> upstream.request(ping, Duration.ofSeconds(20), "c-1"));
        Asked asked = server.next();
        asked.answerJson(result(asked));
        plain.get(10, TimeUnit.SECONDS);
        UpstreamTarget tier = new UpstreamTarget.Http("web", server.url(), Map.of(), Optional.empty(), true);

        try (Upstream other = connector.connect(tier, new Heard())) {
            Future<byte[]> caused = threads.submit(() -> other.request(ping, Duration.ofSeconds(20), "c-1"));
            Asked known = server.next();
            known.answerJson(result(known));
            caused.get(10, TimeUnit.SECONDS);
            Future<byte[]> ours = threads.submit(() -> other.request(ping, Duration.ofSeconds(20)));
            Asked nobodys = server.next();
            nobodys.answerJson(result(nobodys));
            ours.get(10, TimeUnit.SECONDS);

            assertTrue(known.text().contains("\r\nX-Request-Id: c-1\r\n\r\n{"), known.text());
            assertFalse(nobodys.text().contains("X-Request-Id"), nobodys.text());
        }
        assertFalse(asked.text().contains("X-Request-Id"), asked.text());
    }

    @Test
    void answersInPiecesChunksAndUntilTheEndAreRead() throws Exception {
        Future<String> pieces = ask();
        Asked first = server.next();
        String body = result(first);
        first.answer(
                "HTTP/1.1 100 Con",
                "tinue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:" + body.length() + "\r",
                "\n\r",
                "\n");
        first.answer(body.substring(0, 5), body.substring(5));
        assertTrue(get(pieces).contains("result"));

        Future<String> chunks = ask();
        Asked second = server.next();
        assertEquals(first.connection(), second.connection());
        second.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        second.answer(
                chunk(result(second).substring(0, 7)), chunk(result(second).substring(7)), "0\r\nX: y\r\n", "\r\n");
        assertTrue(get(chunks).contains("result"));

        Future<String> whole = ask();
        Asked third = server.next();
        assertEquals(first.connection(), third.connection());
        third.answer("HTTP/1.0 200 OK\r\n\r\n" + result(third));
        third.socket().close();
        assertTrue(get(whole).contains("result"));

        Future<String> again = ask();
        Asked fourth = server.next();
        assertNotEquals(first.connection(), fourth.connection());
        fourth.answerJson(result(fourth));
        assertTrue(get(again).contains("result"));
    }

    @Test
    void answerInAStreamIsThereBeforeTheStreamEndsAndLaterEventsArrive() throws Exception {
        Future<String> answer = ask();
        Asked asked = server.next();
        String progress = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}";
        asked.answer(EVENTS, chunk(event(progress)), chunk(event(result(asked))));

        assertTrue(get(answer).contains("result"));
        assertEquals(progress, heard.poll(10, TimeUnit.SECONDS));

        String late = progress.replace("message", "late");
        asked.answer(chunk(event(late)), "0\r\n\r\n");
        assertEquals(late, heard.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void streamThatBreaksIsResumedAfterItsLastEvent() throws Exception {
        Future<String> answer = ask();
        Asked asked = server.next();
        asked.answer(EVENTS, chunk("id: 7\nretry: 10\ndata:\n\n"));
        asked.socket().close();

        Asked resumed = server.next();
        assertTrue(resumed.text().startsWith("GET /mcp?x=1 "), resumed.text());
        assertTrue(resumed.text().contains("\r\nLast-Event-ID: 7\r\n"), resumed.text());
        resumed.answer(EVENTS, chunk(event(result(asked))), "0\r\n\r\n");

        assertTrue(get(answer).contains("result"));
    }

    @Test
    void resumptionIsTriedAgainWhileTheServerIsAwayAndGivenUpWhenItRefuses() throws Exception {
        Future<String> answer = ask();
        Asked asked = server.next();
        asked.answer(EVENTS, chunk("id: 7\nretry: 10\ndata:\n\n"), "0\r\n\r\n");
        server.next().answer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        Asked resumed = server.next();
        assertTrue(resumed.text().contains("\r\nLast-Event-ID: 7\r\n"), resumed.text());
        resumed.answer(EVENTS, chunk(event(result(asked))), "0\r\n\r\n");
        assertTrue(get(answer).contains("result"));

        Future<String> second = ask();
        server.next().answer(EVENTS, chunk("id: 8\nretry: 10\ndata:\n\n"), "0\r\n\r\n");
        server.next().answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        assertEquals(ProblemKind.UPSTREAM, problem(second).kind());
    }

    @Test
    void streamOfTheServerIsOpenedAgainAfterItsLastEvent() throws Exception {
        Future<?> initialized = threads.submit(() -> upstream.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(StandardCharsets.UTF_8)));
        server.next().answer("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        initialized.get(20, TimeUnit.SECONDS);
        server.next()
                .answer(
                        EVENTS,
                        chunk("id: 3\nretry: 10\n" + event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}")),
                        "0\r\n\r\n");
        assertTrue(String.valueOf(heard.poll(10, TimeUnit.SECONDS)).contains("notifications/x"));

        Asked again = server.next();

        assertTrue(again.text().startsWith("GET ") && again.text().contains("\r\nLast-Event-ID: 3\r\n"), again.text());
    }

    @Test
    void sessionAndRevisionOfInitializeAreSentFromThenOn() throws Exception {
        Future<String> hello = ask(PING.replace("ping", "initialize"), Duration.ofSeconds(20));
        Asked first = server.next();
        String body = result(first).replace("{}", "{\"protocolVersion\":\"2025-06-18\"}");
        first.answer("HTTP/1.1 200 OK\r\nMCP-SESSION-ID: s1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        get(hello);

        Future<String> answer = ask();
        Asked second = server.next();
        second.answerJson(result(second));
        get(answer);

        assertTrue(
                second.text().contains("\r\nMcp-Session-Id: s1\r\nMCP-Protocol-Version: 2025-06-18\r\n"),
                second.text());
    }

    @Test
    void expiredCallIsCancelledAndItsConnectionNotUsedAgain() throws Exception {
        Future<String> answer = ask(PING, Duration.ofMillis(200));
        Asked asked = server.next();

        Asked cancelled = server.next();
        cancelled.answer("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        ProblemException problem = problem(answer);
        assertEquals(ProblemKind.TIMEOUT, problem.kind());
        assertTrue(cancelled.text().contains("notifications/cancelled"), cancelled.text());
        assertTrue(cancelled.text().contains("\"requestId\":" + asked.id()), cancelled.text());
        assertNotEquals(asked.connection(), cancelled.connection());
    }

    @Test
    void cancelledCallEndsAtOnceAndTheServerIsTold() throws Exception {
        Future<String> answer = ask();
        Asked asked = server.next();

        Future<?> cancel = threads.submit(() -> upstream.cancel(
                "\"a\"".getBytes(StandardCharsets.UTF_8),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"a\"}}"
                        .getBytes(StandardCharsets.UTF_8)));
        Asked cancelled = server.next();
        cancelled.answer("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        cancel.get(10, TimeUnit.SECONDS);

        assertEquals(ProblemKind.UNAVAILABLE, problem(answer).kind());
        assertTrue(cancelled.text().contains("\"requestId\":" + asked.id()), cancelled.text());
    }

    @Test
    void interruptedCallerEndsTheCall() throws Exception {
        Thread caller = Thread.ofVirtual().start(() -> {
            ProblemException problem = assertThrows(
                    ProblemException.class,
                    () -> upstream.request(PING.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20)));
            heard.add(problem.kind() + " " + Thread.currentThread().isInterrupted());
        });
        server.next();

        caller.interrupt();
        Asked cancelled = server.next();
        cancelled.answer("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");

        assertEquals("UNAVAILABLE true", heard.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void brokenAnswersAreUpstreamProblems() throws Exception {
        for (String broken : new String[] {
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
            "HTTP/1.1 500 Oops\r\n\r\n",
            "",
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
        }) {
            Future<String> answer = ask();
            Asked asked = server.next();
            threads.submit(() -> {
                asked.answer(broken);
                asked.socket().close();
                return "";
            });

            assertEquals(ProblemKind.UPSTREAM, problem(answer).kind(), broken);
        }
    }

    @Test
    void endOfTheSessionEndsItsCalls() throws Exception {
        Future<String> answer = ask();
        server.next();

        upstream.close();

        assertEquals(ProblemKind.UPSTREAM, problem(answer).kind());
        assertFalse(upstream.isOpen());
    }

    @Test
    void headerThatCannotBeSentIsRefusedWithItsName() {
        ProblemException problem = assertThrows(ProblemException.class, () -> connect(Map.of("X-Key", "a\r\nY: b")));

        assertEquals(ProblemKind.INVALID, problem.kind());
        assertTrue(
                problem.problem().detail().contains("X-Key"), problem.problem().detail());
    }
}
