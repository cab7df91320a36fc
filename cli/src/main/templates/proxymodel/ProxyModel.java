package {{package}};

import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelName;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/** Hides tools whose names sound as if they destroyed something, and refuses to call them. */
@Component(service = ProxyModelPlugin.class)
@ProxyModelName(name = "{{name}}", description = "Hides tools that delete things.")
public final class {{type}} implements ProxyModelPlugin, OnToolsList, OnToolCallBefore {
    private static final Pattern DESTRUCTIVE = Pattern.compile("delete|remove|drop", Pattern.CASE_INSENSITIVE);

    private static boolean isDestructive(String tool) {
        return DESTRUCTIVE.matcher(tool).find();
    }

    /** What clients see of the tools of all servers. There are more hooks: implement the interfaces you want. */
    @Override
    public List<ListEntry> onToolsList(PluginSessionContext session, List<ListEntry> tools) {
        return tools.stream().filter(tool -> !isDestructive(tool.name())).toList();
    }

    /** A client may know the name of a tool that it does not see. */
    @Override
    public CallDecision onToolCallBefore(PluginSessionContext session, ToolCall call) {
        return isDestructive(call.tool())
                ? CallDecision.answer(ToolResult.error("\"" + call.name() + "\" is not allowed in this project."))
                : CallDecision.PASS;
    }
}
