package io.mcpctl.gateway.internal.access;

import java.util.Arrays;
import java.util.Optional;

/** Which endpoint a path names. */
public sealed interface Route {
    String name();

    /** The project whose rules its sessions follow. */
    Optional<String> project();

    /** The only server that it leads to; absent where there may be several, whose names are prefixed. */
    Optional<String> server();

    /** All servers of a project, their tools and prompts with prefixed names. */
    record ToProject(String name) implements Route {
        @Override
        public Optional<String> project() {
            return Optional.of(name);
        }

        @Override
        public Optional<String> server() {
            return Optional.empty();
        }
    }

    /** All servers that the caller may use, of no project. */
    record ToAll() implements Route {
        @Override
        public String name() {
            return "";
        }

        @Override
        public Optional<String> project() {
            return Optional.empty();
        }

        @Override
        public Optional<String> server() {
            return Optional.empty();
        }
    }

    /**
     * One server, everything as it says it.
     *
     * @param within project whose choice of tools and whose permission count; absent for the server itself
     */
    public record ToServer(String name, Optional<String> within) implements Route {
        public ToServer(String name) {
            this(name, Optional.empty());
        }

        @Override
        public Optional<String> project() {
            return within;
        }

        @Override
        public Optional<String> server() {
            return Optional.of(name);
        }
    }

    static Optional<Route> parse(String path) {
        if (path.equals(DefaultEndpoint.PATH)) {
            return Optional.of(new ToAll());
        }
        String[] parts = path.split("/", -1);
        if (parts.length < 4
                || !parts[0].isEmpty()
                || !parts[parts.length - 1].equals("mcp")
                || Arrays.stream(parts, 1, parts.length).anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return switch (parts.length) {
            case 4 ->
                switch (parts[1]) {
                    case "projects" -> Optional.of(new ToProject(parts[2]));
                    case "servers" -> Optional.of(new ToServer(parts[2]));
                    default -> Optional.empty();
                };
            case 6 ->
                parts[1].equals("projects") && parts[3].equals("servers")
                        ? Optional.of(new ToServer(parts[4], Optional.of(parts[2])))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
