package io.mcpctl.cli.mcp;

import java.net.URI;
import java.util.Optional;

/** Address of an MCP endpoint and the bearer for it. */
public record Way(URI uri, Optional<String> token) {
    @Override
    public String toString() {
        return uri.toString();
    }
}
