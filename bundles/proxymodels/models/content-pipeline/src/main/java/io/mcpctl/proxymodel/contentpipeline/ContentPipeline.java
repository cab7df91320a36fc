package io.mcpctl.proxymodel.contentpipeline;

import io.mcpctl.proxymodel.api.OnPromptGet;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.Onward;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelName;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ResultText;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.stage.api.ContentKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Sends results of tools, resources and prompts through the pipeline that counts for their servers. */
@Component(service = ProxyModelPlugin.class)
@ProxyModelName(name = "content-pipeline", description = "Sends contents through a pipeline of stages.")
public final class ContentPipeline implements ProxyModelPlugin, OnToolCallAfter, OnResourceRead, OnPromptGet {
    @Activate
    public ContentPipeline() {}

    @Override
    public ToolResult onToolCallAfter(PluginSessionContext session, ToolCall call, ToolResult result) {
        ResultText texts = new ResultText(result);
        if (texts.isError() || !texts.hasText()) {
            return result;
        }
        String content = texts.joined();
        String now = session.process(ContentKind.toolResult, call.server(), call.name(), call.arguments(), content);
        return now.equals(content) ? result : texts.with(now);
    }

    @Override
    public String onResourceRead(PluginSessionContext session, String uri, Onward onward) {
        return new TextMembers(onward.proceed(), "contents")
                .with(text -> session.process(ContentKind.resource, server(session, uri), uri, "{}", text));
    }

    @Override
    public String onPromptGet(PluginSessionContext session, String name, String arguments, Onward onward) {
        return new TextMembers(onward.proceed(), "messages")
                .with(text -> session.process(ContentKind.prompt, server(session, name), name, arguments, text));
    }

    /** Names of prompts, and of resources where a project wants that, begin with their server. */
    private static String server(PluginSessionContext session, String name) {
        return session.servers().stream()
                .filter(server -> name.startsWith(server + "__")
                        || name.startsWith(server + "/")
                        || name.startsWith(server + "."))
                .findFirst()
                .or(() -> session.servers().stream()
                        .filter(server -> name.startsWith(server + "://"))
                        .findFirst())
                .orElse(session.servers().size() == 1 ? session.servers().getFirst() : "");
    }
}
