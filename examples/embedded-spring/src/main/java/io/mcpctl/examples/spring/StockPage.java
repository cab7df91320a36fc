package io.mcpctl.examples.spring;

import io.mcpctl.embedded.McpClient;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A page that uses a tool in-process, as an agent inside the application would. */
@RestController
public class StockPage {
    private final McpClient client;

    public StockPage(McpClient client) {
        this.client = client;
    }

    @GetMapping(path = "/stock/{article}", produces = MediaType.APPLICATION_JSON_VALUE)
    String stock(@PathVariable String article) {
        return client.call("host__stock", Map.of("article", article)).text();
    }
}
