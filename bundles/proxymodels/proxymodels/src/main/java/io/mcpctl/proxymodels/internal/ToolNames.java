package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.util.List;
import java.util.Optional;

/** Takes the names of a project apart. */
final class ToolNames {
    private ToolNames() {}

    /** The server that a name begins with; empty for none. */
    static String server(ProjectRules rules, String name) {
        for (String server : rules.servers()) {
            if (name.startsWith(server)
                    && separator(rules, name.substring(server.length())).isPresent()) {
                return server;
            }
        }
        return "";
    }

    /** What the server itself calls it. */
    static String own(ProjectRules rules, String server, String name) {
        if (server.isEmpty() || !name.startsWith(server)) {
            return name;
        }
        String rest = name.substring(server.length());
        return separator(rules, rest)
                .map(found -> rest.substring(found.length()))
                .orElse(name);
    }

    private static Optional<String> separator(ProjectRules rules, String rest) {
        return List.of("__", "/", rules.separator()).stream()
                .filter(rest::startsWith)
                .findFirst();
    }
}
