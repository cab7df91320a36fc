package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostToolsTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}";

    @Test
    void aProgramCallsItsOwnToolThroughAProject() {
        try (Mcpctl mcpctl = Mcpctl.builder()
                .tool("greet", "Greets.", SCHEMA, in -> "Hello " + in.get("name"))
                .start()) {
            System.out.println("started in " + mcpctl.startedIn());
            mcpctl.apply("{kind: project, name: demo, servers: [host]}");

            try (McpClient client = mcpctl.project("demo")) {
                ToolResult result = client.call("host__greet", Map.of("name", "Ann"));

                assertFalse(result.isError());
                assertEquals("Hello Ann", result.text());
            }
            assertTrue(mcpctl.url().isEmpty());
        }
    }
}
