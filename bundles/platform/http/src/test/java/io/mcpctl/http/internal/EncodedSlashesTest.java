package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Encoded slashes in paths, in a real server. */
class EncodedSlashesTest {
    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();

    /** Answers with what it was asked for. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .write(request.getRequestURI() + " " + request.getServletPath() + " " + request.getPathInfo() + " "
                            + request.getQueryString());
        }
    }

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Echo()), "/v0.1/*");
        context.addServlet(new ServletHolder(new Echo()), "/api/v1/*");
        server.setHandler(context);
        server.start();
        EncodedSlashes.install(server);
        EncodedSlashes.install(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        client.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theNameOfARegistrysServerIsTakenWithEitherSlash() throws Exception {
        String plain =
                "/v0.1/servers/io.example/files/versions/latest /v0.1 /servers/io.example/files/versions/latest null";

        assertEquals(
                plain, get("/v0.1/servers/io.example%2Ffiles/versions/latest").body());
        assertEquals(
                plain, get("/v0.1/servers/io.example%2ffiles/versions/latest").body());
        assertEquals(
                plain, get("/v0.1/servers/io.example/files/versions/latest").body());
        assertTrue(get("/v0.1/servers/a%2Fb/versions?x=%2F..").body().endsWith(" x=%2F.."));
    }

    @Test
    void everywhereElseItIsRefused() throws Exception {
        for (String path : new String[] {
            "/api/v1/servers/a%2Fb",
            "/v0.1/servers/..%2Fapi/versions/latest",
            "/v0.1/servers/a%2F../versions/latest",
            "/v0.1/servers/a%2Fb%2Fc/versions/latest",
            "/v0.1/servers/a%2Fb",
            "/api%2Fv1/servers"
        }) {
            assertEquals(400, get(path).statusCode(), path);
        }
    }
}
