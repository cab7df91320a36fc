package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.testing.RealPart;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published reference server over both of its HTTP transports. */
@Tag("real-server")
final class EverythingServersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Connector connector = new Connector();

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Process start(String mode, int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("npx", "--prefer-offline", "-y", "@modelcontextprotocol/server-everything", mode);
        builder.environment().put("PORT", Integer.toString(port));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @AfterEach
    void end() {
        connector.deactivate();
    }

    private static void awaitListening(Process process, int port) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (process.isAlive() && !listens(port)) {
            assertTrue(System.nanoTime() < end, "server-everything does not listen");
            LockSupport.parkNanos(100_000_000);
        }
        if (!process.isAlive()) {
            RealPart.missing("server-everything cannot be had");
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static String ask(Upstream upstream, int id, String method, String params) {
        String message =
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
        return new String(upstream.request(message.getBytes(StandardCharsets.UTF_8), LIMIT), StandardCharsets.UTF_8);
    }

    private void speaks(UpstreamTarget target) {
        Upstream upstream = connector.connect(target, new Heard());
        String hello = ask(
                upstream,
                1,
                "initialize",
                "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        assertTrue(hello.contains("serverInfo"), hello);
        upstream.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(StandardCharsets.UTF_8));

        String sum = ask(upstream, 2, "tools/call", "{\"name\":\"get-sum\",\"arguments\":{\"a\":2,\"b\":3}}");

        assertTrue(sum.contains("5") && sum.contains("\"id\":2"), sum);
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse", "streamableHttp"})
    void answersOverBothTransports(String mode) throws IOException {
        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port + (mode.equals("sse") ? "/sse" : "/mcp"));
        Process process = start(mode, port);
        try {
            awaitListening(process, port);
            speaks(
                    mode.equals("sse")
                            ? new UpstreamTarget.Sse("everything", url, Map.of())
                            : new UpstreamTarget.Http("everything", url, Map.of()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
