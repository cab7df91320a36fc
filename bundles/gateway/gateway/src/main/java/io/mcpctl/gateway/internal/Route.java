package io.mcpctl.gateway.internal;

import java.util.Optional;

/** Which endpoint a path names. */
sealed interface Route {
    String name();

    /** All servers of a project, their tools and prompts with prefixed names. */
    record ToProject(String name) implements Route {}

    /** One server, everything as it says it. */
    record ToServer(String name) implements Route {}

    static Optional<Route> parse(String path) {
        return name(path, "/projects/").<Route>map(ToProject::new).or(() -> name(path, "/servers/")
                .map(ToServer::new));
    }

    private static Optional<String> name(String path, String prefix) {
        int end = path.length() - "/mcp".length();
        if (!path.startsWith(prefix) || !path.endsWith("/mcp") || end <= prefix.length()) {
            return Optional.empty();
        }
        String name = path.substring(prefix.length(), end);
        return name.indexOf('/') < 0 ? Optional.of(name) : Optional.empty();
    }
}
