package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of an endpoint in one request without a session, for those who have no time for more. */
public final class ToolNames {
    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final int MAX_PAGES = 20;

    private final McpEndpoint endpoint;
    private final Duration limit;

    /** @param limit for each page */
    public ToolNames(Http http, URI uri, Optional<String> token, Duration limit) {
        this.endpoint = new McpEndpoint(http, () -> new Way(uri, token));
        this.limit = limit;
    }

    /** All of them, with {@code name} and {@code description}; none when the endpoint refuses. */
    public List<JsonNode> list() throws IOException {
        List<JsonNode> tools = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode result = page(cursor);
            result.path("tools").forEach(tools::add);
            cursor = result.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                break;
            }
        }
        return tools;
    }

    private JsonNode page(String cursor) throws IOException {
        ObjectNode message =
                Json.object().put("jsonrpc", "2.0").put("id", "tools").put("method", "tools/list");
        ObjectNode params = message.putObject("params");
        if (!cursor.isEmpty()) {
            params.put("cursor", cursor);
        }
        ObjectNode meta = params.putObject("_meta").put(META + "protocolVersion", REVISION);
        meta.putObject(META + "clientInfo").put("name", "mcpctl").put("version", "0.1.0");
        meta.putObject(META + "clientCapabilities");
        Map<String, String> headers = Map.of("MCP-Protocol-Version", REVISION, "Mcp-Method", "tools/list");
        ObjectNode found = Json.object();
        try (HttpAnswer answer = endpoint.post(Json.line(message), limit, headers)) {
            if (answer.status() != 200) {
                throw new IOException("tools/list was answered with status " + answer.status());
            }
            Relay.messages(answer, json -> {
                JsonNode response = Relay.parsed(json);
                if (response.path("id").asText().equals("tools")) {
                    found.set("result", response.path("result"));
                }
            });
        }
        return found.path("result");
    }
}
