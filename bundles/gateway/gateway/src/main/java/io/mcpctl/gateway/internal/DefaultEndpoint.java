package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;

/** {@code /mcp}: the endpoint of the project that the caller's token is for, else of the one in the settings. */
record DefaultEndpoint(String project) {
    private static final String PATH = "/mcp";

    static boolean isMeant(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The path of the endpoint that is meant. */
    String path(String path, Caller caller) {
        String name = caller.principal().token().map(Principal.Token::project).orElse(project);
        if (name.isEmpty()) {
            throw new HttpFault(
                    404,
                    "no project is selected: use /projects/<name>/mcp, send a token of a project, or set gateway.project;"
                            + " \"get projects\" lists them");
        }
        return "/projects/" + name + path;
    }
}
