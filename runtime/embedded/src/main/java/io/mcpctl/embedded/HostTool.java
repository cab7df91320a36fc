package io.mcpctl.embedded;

import java.util.Map;

/**
 * A tool that the host offers to MCP clients. All of them together are the server {@code host}.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}; at most 64
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of its arguments, as JSON text: {@code {"type":"object",...}}
 */
public record HostTool(String name, String description, String inputSchema, Handler handler) {
    public HostTool {
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException(
                    "tool name '" + name + "' is not allowed; use letters, digits, '_', '-' and '.', at most 64");
        }
    }

    /** Does the work; called on a virtual thread, several times at once. */
    @FunctionalInterface
    public interface Handler {
        /**
         * One call. Interrupted when the client cancels it or the limit of a call (5 minutes) is over.
         *
         * @param arguments as JSON has them: strings, {@code Long}, {@code Double}, {@code Boolean}, lists, maps, null
         * @return a string, which becomes text; or numbers, lists and maps, which become JSON, a map also structured content
         * @throws Exception becomes an error result with the exception's message, which the model reads
         */
        Object call(Map<String, Object> arguments) throws Exception;
    }
}
