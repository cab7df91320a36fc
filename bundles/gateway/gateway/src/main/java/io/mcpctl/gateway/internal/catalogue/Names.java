package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.projects.api.ProjectSpec;
import java.util.List;

/** Splits the prefixed names and URIs of projects. Server names hold letters, digits and '-' only. */
public final class Names {
    private Names() {}

    /** A server and what the server itself calls the thing. */
    public record Target(String server, String name) {}

    /** Splits at the first separator: {@code __} and {@code /} always count, and the project's own one. */
    public static Target split(ProjectSpec project, String kind, String name) {
        int at = -1;
        int length = 0;
        for (String separator : List.of("__", "/", project.toolSeparator())) {
            int found = name.indexOf(separator);
            if (found > 0 && (at < 0 || found < at)) {
                at = found;
                length = separator.length();
            }
        }
        if (at > 0 && project.servers().contains(name.substring(0, at))) {
            return new Target(name.substring(0, at), name.substring(at + length));
        }
        throw new RpcFault(
                RpcFault.INVALID_PARAMS, "Unknown " + kind + ": " + name + "; known servers: " + known(project));
    }

    /** The same answer as for a name that nobody knows. */
    public static RpcFault notOffered(String tool) {
        return new RpcFault(RpcFault.INVALID_PARAMS, "Unknown tool: " + tool + "; the project does not offer it");
    }

    static String known(ProjectSpec project) {
        return project.servers().isEmpty() ? "none" : String.join(", ", project.servers());
    }
}
