package io.mcpctl.proxymodel.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Called before a call of a tool goes to its server. */
@ConsumerType
@FunctionalInterface
public interface OnToolCallBefore {
    /**
     * Lets the call pass, changes its arguments, or answers it.
     *
     * @return {@link CallDecision#PASS}, {@link CallDecision#withArguments} or {@link CallDecision#answer}; an answer ends
     *     the work: no server is asked and no later hook of the call runs
     * @throws Exception fails the call with JSON-RPC error -32603: nothing goes to the server
     */
    CallDecision onToolCallBefore(PluginSessionContext session, ToolCall call) throws Exception;
}
