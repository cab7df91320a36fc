package io.mcpctl.embedded.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.embedded.HostTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostServerTest {
    private static final String SCHEMA = """
            {"type": "object",
             "properties": {}}""";

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final HostChannel channel = new HostChannel(
            new HostServer(List.of(
                    new HostTool("echo", "Gives back.", SCHEMA, arguments -> arguments),
                    new HostTool("fail", "Fails.", SCHEMA, arguments -> {
                        throw new IOException("the disk is full");
                    }),
                    new HostTool("wait", "Waits.", SCHEMA, arguments -> {
                        waiting.countDown();
                        never.await();
                        return "done";
                    }))),
            ended -> {});
    private final BufferedReader answers =
            new BufferedReader(new InputStreamReader(channel.output(), StandardCharsets.UTF_8));

    @AfterEach
    void close() {
        channel.close();
    }

    private void send(String message) throws IOException {
        channel.input().write((message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String ask(String message) throws IOException {
        send(message);
        return answers.readLine();
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    @Test
    void argumentsAndResultsKeepTheirValues() throws Exception {
        String arguments = "{\"text\":\"ä\\\"\",\"whole\":12345678901234567890,\"part\":0.5,\"yes\":true,\"none\":null,"
                + "\"list\":[1,[2],{}]}";

        String answer = ask(call(1, "echo", arguments));

        assertTrue(answer.contains("\"structuredContent\":" + arguments), answer);
    }

    @Test
    void aListHasSchemasInOneLine() throws Exception {
        String answer = ask("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}");

        assertTrue(answer.contains("\"name\":\"echo\"") && answer.contains("\"type\": \"object\""), answer);
    }

    @Test
    void aToolThatFailsSaysWhy() throws Exception {
        String answer = ask(call(1, "fail", "{}"));

        assertTrue(answer.contains("the disk is full") && answer.contains("\"isError\":true"), answer);
    }

    @Test
    void unknownToolsAndMethodsAreNamed() throws Exception {
        assertTrue(ask(call(1, "gone", "{}")).contains("unknown tool 'gone'; there are echo, fail, wait"));
        assertTrue(ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"prompts/list\"}")
                .contains("-32601"));
    }

    @Test
    void aCancelledCallIsInterrupted() throws Exception {
        send(call(7, "wait", "{}"));
        assertTrue(waiting.await(10, TimeUnit.SECONDS));

        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");

        assertTrue(answers.readLine().contains("cancelled"));
    }

    @Test
    void aClosedChannelEndsItsCallsAndItsStreams() throws Exception {
        send(call(7, "wait", "{}"));
        assertTrue(waiting.await(10, TimeUnit.SECONDS));

        channel.close();

        assertEquals(Optional.of(0), channel.awaitExit(Duration.ofSeconds(10)));
        assertEquals(null, answers.readLine());
    }

    @Test
    void messagesLargerThanThePipePass() throws Exception {
        String text = "x".repeat(1_000_000);

        String answer = ask(call(1, "echo", "{\"text\":\"" + text + "\"}"));

        assertTrue(answer.contains(text));
    }
}
