package com.example.swap.model;

import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ResultText;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.stage.api.ContentKind;

/** A proxy model with state of its sessions and a pipeline, as plug-ins write them. */
public final class SwapModel implements ProxyModelPlugin, OnToolCallAfter {
    @Override
    public void onSessionCreate(PluginSessionContext session) {
        session.state().put("calls", new java.util.concurrent.atomic.AtomicLong());
    }

    @Override
    public ToolResult onToolCallAfter(PluginSessionContext session, ToolCall call, ToolResult result) {
        ((java.util.concurrent.atomic.AtomicLong) session.state().get("calls")).incrementAndGet();
        ResultText texts = new ResultText(result);
        if (texts.isError() || !texts.hasText()) {
            return result;
        }
        String content = texts.joined();
        String now = session.process(ContentKind.toolResult, call.server(), call.name(), call.arguments(), content);
        return now.equals(content) ? result : texts.with(now);
    }
}
