package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotFoundServletTest {
    private static Exchange asked(String path) throws IOException {
        Exchange exchange = new Exchange("POST", Map.of());
        exchange.path = path;
        new NotFoundServlet().service(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void unknownPathsAreNotFound() throws IOException {
        assertEquals(404, asked("/nothing").status);
    }

    @Test
    void endpointsThatAreNotThereYetAreUnavailableAndNotGone() throws IOException {
        for (String path : new String[] {"/servers/web/mcp", "/projects/demo/mcp"}) {
            Exchange early = asked(path);

            assertEquals(503, early.status);
            assertEquals("1", early.answered.get("Retry-After"));
            assertTrue(early.json().path("detail").asText().contains("starting"), path);
        }
    }
}
