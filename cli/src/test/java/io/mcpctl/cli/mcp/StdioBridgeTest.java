package io.mcpctl.cli.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StdioBridgeTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
    private final PipedOutputStream input = new PipedOutputStream();
    private final FakeGateway first = new FakeGateway();
    private volatile URI address = first.uri();
    private final Thread bridge;

    StdioBridgeTest() throws IOException {
        PipedInputStream in = new PipedInputStream(input, 1 << 16);
        StdioBridge bridged = new StdioBridge(
                Http.create(),
                () -> new Way(address, Optional.of("geheim")),
                in,
                new PrintStream(new Lines(), true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                Duration.ofSeconds(10));
        bridge = Thread.ofPlatform().daemon().start(() -> {
            try {
                bridged.run();
            } catch (IOException | InterruptedException e) {
                lines.add("ended by " + e);
            }
        });
    }

    /** What is written, line by line. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        input.close();
        bridge.join(10_000);
        first.close();
        assertFalse(bridge.isAlive(), "the bridge ends with its input");
        assertFalse(talk.toString(StandardCharsets.UTF_8).contains("geheim"));
    }

    private void say(String line) throws IOException {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private JsonNode next() throws IOException, InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        assertTrue(line != null, "the bridge wrote nothing more; it said: " + talk);
        return Json.read(line);
    }

    /** The answer with that id, and before it the methods of what came by itself. */
    private JsonNode answer(int id, List<String> before) throws IOException, InterruptedException {
        JsonNode message = next();
        while (message.path("id").asInt() != id || message.has("method")) {
            before.add(message.path("method").asText());
            message = next();
        }
        return message;
    }

    private void initialize() throws IOException, InterruptedException {
        say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
        assertEquals("2025-11-25", next().path("result").path("protocolVersion").asText());
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    @Test
    void aForgottenSessionIsOpenedAgainAndWhatTheClientHadSetIsRepeated() throws Exception {
        initialize();
        say(request(2, "logging/setLevel", "\"level\":\"debug\""));
        next();
        say(request(3, "resources/subscribe", "\"uri\":\"a:b\""));
        next();
        first.forgetSessions();
        first.said.clear();

        List<String> before = new java.util.ArrayList<>();
        say(request(4, "tools/call", "\"name\":\"x\""));
        JsonNode answer = answer(4, before);

        assertEquals("tools/call", answer.path("result").path("method").asText());
        assertEquals(
                List.of(
                        "notifications/tools/list_changed",
                        "notifications/resources/list_changed",
                        "notifications/prompts/list_changed"),
                before);
        assertEquals(
                List.of(
                        "tools/call",
                        "initialize",
                        "notifications/initialized",
                        "logging/setLevel",
                        "resources/subscribe",
                        "tools/call"),
                first.said);
    }

    @Test
    void aDaemonThatComesBackElsewhereIsFound() throws Exception {
        initialize();
        say(request(2, "ping", ""));
        next();
        first.close();

        say(request(3, "tools/call", "\"name\":\"x\""));
        try (FakeGateway second = new FakeGateway()) {
            address = second.uri();
            List<String> before = new java.util.ArrayList<>();

            assertTrue(answer(3, before).has("result") || second.said.isEmpty(), talk.toString(StandardCharsets.UTF_8));
            say(request(4, "tools/list", ""));
            assertTrue(answer(4, before).has("result"), talk.toString(StandardCharsets.UTF_8));
            assertTrue(second.said.contains("initialize"));
            input.close();
            bridge.join(10_000);
        }
    }

    @Test
    void aCallDuringWhichTheDaemonVanishedIsNotMadeTwice() throws Exception {
        initialize();

        say(request(2, "tools/call", "\"name\":\"vanish\""));
        JsonNode error = next().path("error");

        assertEquals(-32000, error.path("code").asInt());
        assertTrue(error.path("message").asText().contains("may have been carried out"), error.toString());
        assertEquals(1, Collections.frequency(first.said, "tools/call"));
    }

    @Test
    void anAnswerToAQuestionOfAnEndedSessionIsDropped() throws Exception {
        initialize();
        say(request(2, "tools/call", "\"name\":\"ask\""));
        assertEquals("roots/list", next().path("method").asText());
        next();
        first.forgetSessions();

        List<String> before = new java.util.ArrayList<>();
        say(request(3, "ping", ""));
        answer(3, before);
        say("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
        say(request(4, "ping", ""));
        answer(4, before);

        assertTrue(before.contains("notifications/cancelled"), before.toString());
        assertFalse(first.said.contains("response"), first.said.toString());
    }

    @Test
    void aLineThatIsTooLargeIsRefusedAndTheNextOneServed() throws Exception {
        say("x".repeat(10 * 1024 * 1024 + 1));
        say(request(1, "server/discover", META));

        JsonNode error = next().path("error");

        assertEquals(-32600, error.path("code").asInt());
        assertTrue(error.path("message").asText().contains("too large"), error.toString());
        assertEquals(1, next().path("id").asInt());
    }

    @Test
    void aRequestWithoutASessionCarriesItsHeaders() throws Exception {
        say(request(1, "server/discover", META));
        assertEquals("complete", next().path("result").path("resultType").asText());

        say(request(2, "tools/call", "\"name\":\"größe\"," + META));
        JsonNode result = next().path("result");

        assertEquals("=?base64?Z3LDtsOfZQ==?=", result.path("name").asText());
        say(request(3, "unknown/method", META));
        assertEquals(-32601, next().path("error").path("code").asInt());
    }

    @Test
    void argumentsThatBelongIntoHeadersAreFoundOutOnce() throws Exception {
        say(request(1, "tools/call", "\"name\":\"weather\",\"arguments\":{\"city\":\"Bern\"}," + META));
        assertEquals("Bern", next().path("result").path("city").asText());
        say(request(2, "tools/call", "\"name\":\"weather\",\"arguments\":{\"city\":\"Basel\"}," + META));
        assertEquals("Basel", next().path("result").path("city").asText());

        assertEquals(List.of("tools/call", "tools/list", "tools/call", "tools/call"), first.said);
    }

    @Test
    void cancellingARequestClosesItsStreamAndItIsNotAnswered() throws Exception {
        say(request(1, "prompts/get", "\"name\":\"slow\"," + META));
        while (first.said.isEmpty()) {
            Thread.onSpinWait();
        }
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

        assertTrue(first.streamClosed.await(10, TimeUnit.SECONDS));
        say(request(2, "tools/list", META));
        assertEquals(2, next().path("id").asInt());
    }

    @Test
    void aSubscriptionThatBreaksEndsAsIfTheServerHadEndedIt() throws Exception {
        say(request(1, "subscriptions/listen", "\"notifications\":{}," + META));

        JsonNode result = next().path("result");

        assertEquals("complete", result.path("resultType").asText());
        assertEquals(
                1,
                result.path("_meta")
                        .path("io.modelcontextprotocol/subscriptionId")
                        .asInt());
    }
}
