package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Addresses around an MCP endpoint. */
public final class McpUrls {
    private McpUrls() {}

    /** {@code https://h:1/projects/p/mcp} becomes {@code https://h:1}. */
    public static URI deriveBaseUrl(URI endpoint) {
        return URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority());
    }

    /** Asks {@code /healthz} of the base address. */
    public static void mcpHealthCheck(Http http, URI endpoint, Duration limit) throws McpTransportError {
        URI health = URI.create(deriveBaseUrl(endpoint) + "/healthz");
        try (HttpAnswer answer = http.send(HttpRequest.get(health, limit))) {
            answer.text();
            if (answer.status() != 200) {
                throw new McpTransportError(
                        answer.status(), "the health probe " + health + " answered with status " + answer.status());
            }
        } catch (IOException e) {
            throw new McpTransportError("the health probe " + health + " failed (" + e.getMessage() + ")", e);
        }
    }
}
