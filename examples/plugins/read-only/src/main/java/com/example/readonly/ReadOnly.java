package com.example.readonly;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelName;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/**
 * Offers tools whose servers say that they change nothing ({@code readOnlyHint}), and refuses calls of others, also of
 * clients that know their names. What is allowed is what the last list of the session said; before the first list nothing
 * is, so that a call cannot be quicker than the knowledge about it.
 */
@Component(service = ProxyModelPlugin.class)
@ProxyModelName(name = "read-only", description = "Offers the tools that change nothing, and no others.")
public final class ReadOnly implements ProxyModelPlugin, OnToolsList, OnToolCallBefore {
    private static final String ALLOWED = "allowed";

    @Override
    public List<ListEntry> onToolsList(PluginSessionContext session, List<ListEntry> tools) {
        List<ListEntry> harmless = tools.stream().filter(ReadOnly::isHarmless).toList();
        session.state()
                .put(ALLOWED, harmless.stream().map(ListEntry::name).collect(Collectors.toUnmodifiableSet()));
        return harmless;
    }

    @Override
    public CallDecision onToolCallBefore(PluginSessionContext session, ToolCall call) {
        if (!session.state().containsKey(ALLOWED)) {
            return refused(call, "list the tools first");
        }
        return session.state().get(ALLOWED) instanceof Set<?> names && names.contains(call.name())
                ? CallDecision.PASS
                : refused(call, "its server does not say that it changes nothing");
    }

    private static CallDecision refused(ToolCall call, String why) {
        return CallDecision.answer(
                ToolResult.error("This project is read-only, and \"" + call.name() + "\" is not allowed: " + why + "."));
    }

    private static boolean isHarmless(ListEntry tool) {
        byte[] json = tool.json().getBytes(StandardCharsets.UTF_8);
        return Json.member(json, new Span(0, json.length), "annotations")
                .filter(annotations -> json[annotations.start()] == '{')
                .flatMap(annotations -> Json.member(json, annotations, "readOnlyHint"))
                .filter(hint -> json[hint.start()] == 't')
                .isPresent();
    }
}
