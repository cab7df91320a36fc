package io.mcpctl.gateway.internal.access;

import java.util.Optional;

/** An endpoint and the transport by which it is entered. */
public record Address(Route route, Door door) {
    /** Streamable HTTP, and the two halves of the transport of revision 2024-11-05. */
    public enum Door {
        MCP(""),
        SSE("/sse"),
        MESSAGES("/messages");

        private final String suffix;

        Door(String suffix) {
            this.suffix = suffix;
        }
    }

    /** The path of the endpoint itself. */
    public String endpoint(String path) {
        return path.substring(0, path.length() - door.suffix.length());
    }

    public static Optional<Address> parse(String path) {
        for (Door door : Door.values()) {
            if (path.endsWith("/mcp" + door.suffix)) {
                return Route.parse(path.substring(0, path.length() - door.suffix.length()))
                        .map(route -> new Address(route, door));
            }
        }
        return Optional.empty();
    }
}
