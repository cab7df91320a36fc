package io.mcpctl.proxymodel.api;

import io.mcpctl.jsonrpc.api.JsonText;

/**
 * The result of a call of a tool. {@link ResultText} reads and replaces its texts.
 *
 * @param json the whole result, a JSON object
 */
public record ToolResult(String json) {
    /** A result of one text. */
    public static ToolResult text(String text) {
        return new ToolResult("{\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(text) + "}]}");
    }

    /** A result that says that the tool failed, and why. */
    public static ToolResult error(String sentence) {
        return new ToolResult(
                "{\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(sentence) + "}],\"isError\":true}");
    }
}
