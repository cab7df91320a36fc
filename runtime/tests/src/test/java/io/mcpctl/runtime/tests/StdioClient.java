package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that started {@code mcpctl mcp} as its server and talks to it line by line. */
final class StdioClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 60;

    private final Path errors;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    StdioClient(Product product, List<String> line) {
        try {
            errors = Files.createTempFile("mcpctl-stdio", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectError(errors.toFile()).directory(Product.ROOT.toFile());
            builder.environment().putAll(product.environment());
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError("cannot start " + line, e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add("no more: " + e);
        }
    }

    void say(String line) {
        try {
            OutputStream to = process.getOutputStream();
            to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException e) {
            throw new AssertionError("it does not listen; it said " + stderr(), e);
        }
    }

    /** The next line, which must be a message. */
    JsonNode next() {
        try {
            String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(line != null, () -> "nothing for " + LIMIT_SECONDS + " s; on stderr: " + stderr());
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not a message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Sends a request and returns its answer; what comes before that is skipped. */
    JsonNode ask(int id, String method, String params) {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
        JsonNode message = next();
        while (message.has("method") || message.path("id").asInt() != id) {
            message = next();
        }
        return message;
    }

    JsonNode initialize() {
        JsonNode answer = ask(0, "initialize", """
                {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"editor","version":"7"}}""".replace("\n", ""));
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return answer;
    }

    String stderr() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    void terminate() {
        process.toHandle().destroy(); // that of the process closes its input too, which ends it as well
    }

    /** Ends its input; the code with which it ends. */
    int end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has gone already.
        }
        return exitCode();
    }

    int exitCode() {
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "it does not end: " + stderr());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new AssertionError(errors + " is not deleted", e);
        }
    }
}
