package io.mcpctl.gateway.internal.access;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;

/**
 * {@code /mcp}: the endpoint of the project that the caller's token is for, else of the one in the settings, else of all
 * servers that the caller may use.
 */
public record DefaultEndpoint(String project) {
    public static final String PATH = "/mcp";

    public static boolean isMeant(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The path of the endpoint that is meant. */
    public String path(String path, Caller caller) {
        String name = caller.principal().token().map(Principal.Token::project).orElse(project);
        return name.isEmpty() ? path : "/projects/" + name + path;
    }
}
