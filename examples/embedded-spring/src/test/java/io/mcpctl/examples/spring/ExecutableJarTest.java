package io.mcpctl.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring Boot reads classes out of jars inside its jar; whatever asks for a file or a class path would fail there. */
class ExecutableJarTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Path folder;

    ExecutableJarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void pagesAndMcpClientsReachTheSameToolUntilItIsStopped() throws Exception {
        try (AppProcess app = new AppProcess(folder, "-jar", AppProcess.JAR.toString());
                HttpClient http = HttpClient.newHttpClient()) {
            URI mcp = URI.create(app.await("for MCP clients url=\"(http[^\"]+)\""));
            URI page = URI.create("http://127.0.0.1:" + app.await("Tomcat started on port (\\d+)") + "/stock/apples");

            assertEquals("{\"pieces\":12}", get(http, page).body());
            String answer = stockOverMcp(http, mcp);
            assertTrue(answer.contains("{\\\"pieces\\\":12}"), answer);

            app.terminate();
            assertEquals(ENDED_BY_SIGTERM, app.exitCode());
            assertEquals(List.of(), complaints(app));
        }
    }

    @Test
    void aClosedContextLeavesNoThreadAndNothingThatKeepsTheJvm() throws Exception {
        String classes = AppProcess.JAR.resolveSibling("test-classes").toString();
        try (AppProcess app = new AppProcess(
                folder,
                "-cp",
                AppProcess.JAR + ":" + classes,
                Watched.class.getName(),
                "--spring.main.web-application-type=none",
                "--spring.application.admin.enabled=true")) {
            app.await("(Started Application)");

            app.type("end");

            assertEquals("[]", app.await("threads left: (.*)"));
            assertEquals(0, app.exitCode());
            assertEquals(List.of(), complaints(app));
        }
    }

    private static List<String> complaints(AppProcess app) {
        return app.output().stream()
                .filter(line -> line.matches(".* (WARN|ERROR) .*") || line.contains("Exception"))
                .toList();
    }

    private static HttpResponse<String> get(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static String stockOverMcp(HttpClient http, URI mcp) throws Exception {
        HttpResponse<String> hello = post(http, mcp, "", """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        String session = hello.headers().firstValue("Mcp-Session-Id").orElseThrow();
        post(http, mcp, session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return post(http, mcp, session, """
                {"jsonrpc":"2.0","id":2,"method":"tools/call",
                "params":{"name":"host__stock","arguments":{"article":"apples"}}}""").body();
    }

    private static HttpResponse<String> post(HttpClient http, URI mcp, String session, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(mcp)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
