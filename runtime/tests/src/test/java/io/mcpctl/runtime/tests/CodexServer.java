package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Codex as editors use it: JSON-RPC in lines. It says yes to whatever it is asked, and ends after two minutes. */
final class CodexServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScheduledExecutorService limit =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private int ids;

    CodexServer(Path home, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Npm.endUserClient("codex").toString(), "app-server")
                    .directory(home.toFile())
                    .redirectError(home.resolve("codex.err").toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError("codex does not start", e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
        limit.schedule(process::destroyForcibly, 2, TimeUnit.MINUTES);
        ask("initialize", "{\"clientInfo\":{\"name\":\"product-test\",\"version\":\"1\"}}");
        send(JSON.createObjectNode().put("method", "initialized"));
    }

    /** The result. */
    JsonNode ask(String method, String params) {
        try {
            int id = ++ids;
            ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
            request.set("params", JSON.readTree(params));
            send(request);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                JsonNode message = JSON.readTree(line);
                if (message.has("method") && message.has("id")) {
                    agree(message.path("id"));
                } else if (message.path("id").asInt() == id) {
                    if (message.has("result")) {
                        return message.path("result");
                    }
                    throw new AssertionError(method + ": " + line);
                }
            }
            throw new AssertionError("codex ended before it answered " + method);
        } catch (IOException e) {
            throw new AssertionError("codex broke off at " + method, e);
        }
    }

    private void agree(JsonNode id) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("id", id);
        answer.putObject("result").put("action", "accept").putObject("content").put("name", "Ada");
        send(answer);
    }

    private void send(ObjectNode message) {
        try {
            in.write(message + "\n");
            in.flush();
        } catch (IOException e) {
            throw new AssertionError("codex reads no more", e);
        }
    }

    @Override
    public void close() {
        limit.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
