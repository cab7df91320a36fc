package io.mcpctl.proxymodel.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Called when a server answered a call of a tool; not for JSON-RPC errors. */
@ConsumerType
@FunctionalInterface
public interface OnToolCallAfter {
    /**
     * Transforms the result.
     *
     * @return the result for the client; the same object leaves it as it came, byte for byte
     * @throws Exception the result stays as it is without the hook; the failure is logged and counted
     */
    ToolResult onToolCallAfter(PluginSessionContext session, ToolCall call, ToolResult result) throws Exception;
}
