package io.mcpctl.proxymodel.api;

/**
 * A tool that a proxy model offers by itself.
 *
 * @param name by which clients call it: letters, digits, {@code _}, {@code .} and {@code -}, at most 64 characters, and
 *     not in the form of a server's tool ({@code server__tool})
 * @param description tells a model when to call it
 * @param inputSchema JSON schema of the arguments, an object; calls that break its {@code required} and {@code type}
 *     rules never reach the handler
 * @param handler answers calls
 */
public record VirtualTool(String name, String description, String inputSchema, Handler handler) {
    /** Answers calls of a virtual tool. Safe for concurrent use. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param arguments a JSON object
         * @throws Exception its message becomes a result that says that the tool failed
         */
        ToolResult call(String arguments) throws Exception;
    }
}
