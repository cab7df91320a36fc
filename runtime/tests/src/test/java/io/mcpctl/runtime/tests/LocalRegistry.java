package io.mcpctl.runtime.tests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A registry of MCP servers on this machine with the interface of the official one. It finds the first of its servers always. */
final class LocalRegistry implements AutoCloseable {
    private final HttpServer server;

    /** @param records as the official registry has them, with {@code server} and {@code _meta} */
    LocalRegistry(String... records) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no registry", e);
        }
        server.createContext("/v0.1/servers", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = Arrays.stream(records)
                    .filter(record -> path.equals("/v0.1/servers/" + name(record) + "/versions/latest"))
                    .findFirst()
                    .orElse("{\"servers\":[" + records[0] + "],\"metadata\":{\"count\":1}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static String name(String record) {
        return record.replaceFirst("(?s).*?\"name\":\"([^\"]+)\".*", "$1");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
