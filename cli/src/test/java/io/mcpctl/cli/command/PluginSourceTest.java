package io.mcpctl.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.http.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the jar of a plug-in can come from. */
class PluginSourceTest {
    private static final byte[] JAR = {'P', 'K', 3, 4};

    private final AtomicInteger requests = new AtomicInteger();
    private final Http http = Http.create();
    private final Path folder;
    private final HttpServer server;

    PluginSourceTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good.jar", exchange -> answer(exchange, 200, ""));
        server.createContext("/moved.jar", exchange -> answer(exchange, 302, "/good.jar"));
        server.createContext("/gone.jar", exchange -> answer(exchange, 404, ""));
        server.createContext("/round.jar", exchange -> answer(exchange, 302, "/round.jar"));
        server.createContext("/file.jar", exchange -> answer(exchange, 302, "file:///etc/hostname"));
        server.createContext("/short.jar", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(JAR);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private void answer(HttpExchange exchange, int status, String location) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, status == 200 ? JAR.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(JAR);
            }
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private PluginSource of(String word) {
        return PluginSource.of(word, http, folder);
    }

    @Test
    void anAddressIsDownloadedAndTheFileGoesAfterwards() throws Exception {
        for (String path : new String[] {"/good.jar", "/moved.jar"}) {
            PluginSource source = of(address(path));

            assertEquals(address(path), source.name());
            assertEquals(4, Files.size(source.file()));
            source.close();
            assertFalse(Files.exists(source.file()));
        }
    }

    @Test
    void whatCannotBeDownloadedSaysWhy() {
        assertSays("/gone.jar", "cannot be downloaded: status 404");
        assertSays("/round.jar", "more than 5 redirects");
        assertEquals(7, requests.get());
        assertSays("/file.jar", "it redirects to file:///etc/hostname, which is not followed");
        assertSays("/short.jar", "cannot be downloaded: ");
        CliException refused = assertThrows(CliException.class, () -> of("http://not an address/x.jar"));
        assertTrue(String.valueOf(refused.getMessage()).contains("cannot be downloaded"), refused.toString());
    }

    private void assertSays(String path, String words) {
        CliException refused = assertThrows(CliException.class, () -> of(address(path)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(address(path)) && message.contains(words), message);
    }

    @Test
    void coordinatesNameAJarOfTheLocalRepository() throws Exception {
        Path jar = folder.resolve("com/example/greeter/1.2.0/greeter-1.2.0.jar");
        Files.createDirectories(jar.getParent());
        Files.write(jar, JAR);

        try (PluginSource source = of("com.example:greeter:1.2.0")) {
            assertEquals(jar, source.file());
            assertEquals("com.example:greeter:1.2.0", source.name());
        }
        assertTrue(Files.exists(jar), "only what was made for the download is deleted");
        CliException refused = assertThrows(CliException.class, () -> of("com.example:greeter:9"));
        assertEquals(ExitCode.NOT_FOUND, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).endsWith("build it with `mvn install` first"));
    }
}
