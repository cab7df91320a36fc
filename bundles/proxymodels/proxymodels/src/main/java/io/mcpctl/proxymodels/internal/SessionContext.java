package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.api.VirtualTool;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Settings;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What a model may do in one session; refuses everything when that is over. */
final class SessionContext implements PluginSessionContext {
    private final SessionModel session;
    private final String model;
    private final Settings config;
    private final ConcurrentMap<String, Object> state = new ConcurrentHashMap<>();
    private final VirtualTools tools = new VirtualTools();
    private volatile boolean closed;

    SessionContext(SessionModel session, Model model) {
        this.session = session;
        this.model = model.name();
        this.config = model.pipeline().controllerConfig();
    }

    VirtualTools tools() {
        return tools;
    }

    private SessionModel open() {
        if (closed) {
            throw new IllegalStateException("the session is over for proxy model \"" + model + "\"");
        }
        return session;
    }

    @Override
    public String sessionId() {
        return open().id();
    }

    @Override
    public String project() {
        return open().project();
    }

    @Override
    public String model() {
        open();
        return model;
    }

    @Override
    public boolean gated() {
        return open().rules().gated();
    }

    @Override
    public ClientDescription client() {
        return open().client();
    }

    @Override
    public Settings config() {
        open();
        return config;
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        open();
        return state;
    }

    @Override
    public List<String> servers() {
        return open().rules().servers();
    }

    @Override
    public void addTool(VirtualTool tool) {
        tools.add(tool, open().rules().servers());
        session.toolsChanged();
    }

    @Override
    public void removeTool(String name) {
        if (tools.remove(name)) {
            open().toolsChanged();
        }
    }

    @Override
    public ToolResult callTool(String name, String arguments) {
        return open().callTool(name, arguments);
    }

    @Override
    public String process(ContentKind kind, String server, String name, String arguments, String content) {
        return open().process(kind, server, name, arguments, content);
    }

    @Override
    public void notifyClient(String method, String params) {
        open().notifyClient(method, params);
    }

    @Override
    public System.Logger log() {
        return new PluginLog("proxymodel", model);
    }

    /** The session is over: nothing of the model stays. */
    void close() {
        closed = true;
        state.clear();
        if (!tools.isEmpty()) {
            tools.clear();
            session.toolsChanged();
        }
    }
}
