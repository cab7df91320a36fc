package io.mcpctl.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class WebAppTest {
    @Test
    void aPageAndAnMcpClientReachTheSameTool() throws Exception {
        try (WebApp app = new WebApp(0, 0);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(URI.create(app.url() + "/stock?article=apples"))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(200, page.statusCode());
            assertEquals("{\"pieces\":12}", page.body());

            HttpResponse<String> hello = http.send(
                    HttpRequest.newBuilder(URI.create(app.mcpUrl()))
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .POST(BodyPublishers.ofString("""
                                    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                                    "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"""))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(200, hello.statusCode());
            assertTrue(hello.body().contains("\"protocolVersion\""), hello.body());
        }
    }
}
