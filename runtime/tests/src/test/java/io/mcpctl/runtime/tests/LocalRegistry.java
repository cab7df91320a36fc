package io.mcpctl.runtime.tests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A registry of MCP servers on this machine with the interface of the official one. It knows one server, and finds it always. */
final class LocalRegistry implements AutoCloseable {
    private final HttpServer server;

    /** @param record as the official registry has it, with {@code server} and {@code _meta} */
    LocalRegistry(String record) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no registry", e);
        }
        server.createContext("/v0.1/servers", exchange -> {
            boolean one = exchange.getRequestURI().getPath().endsWith("/versions/latest");
            byte[] body = (one ? record : "{\"servers\":[" + record + "],\"metadata\":{\"count\":1}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
