package io.mcpctl.testkit;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.api.VirtualTool;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * One session as a proxy model sees it, of project {@code demo} with the servers {@code files} and {@code time}. Answers
 * of tools and the pipeline are what the test says; notifications and virtual tools are kept for it to look at.
 */
public final class FakeSession implements PluginSessionContext {
    private static final AtomicLong COUNT = new AtomicLong();

    private final String id = "session-" + COUNT.incrementAndGet();
    private final Settings config;
    private final ConcurrentMap<String, Object> state = new ConcurrentHashMap<>();
    private final Map<String, VirtualTool> tools = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> notifications = new CopyOnWriteArrayList<>();
    private final FakeLog log = new FakeLog();
    private volatile UnaryOperator<String> pipeline = content -> content;
    private volatile boolean gated;
    private volatile boolean ended;

    public FakeSession() {
        this(Settings.NONE);
    }

    /** @param config what the pipeline gives the model that controls it */
    public FakeSession(Settings config) {
        this.config = config;
    }

    /** Its project wants sessions to begin gated. */
    public FakeSession begunGated() {
        gated = true;
        return this;
    }

    /** What {@link #callTool} gives for a tool: its whole result, a JSON object. */
    public FakeSession answering(String tool, String result) {
        answers.put(tool, result);
        return this;
    }

    /** What the pipeline does to every content. */
    public FakeSession piping(UnaryOperator<String> does) {
        pipeline = does;
        return this;
    }

    /** Notifications that were sent to the client, as in <code>notifications/message {"level":"info"}</code>. */
    public List<String> notifications() {
        return List.copyOf(notifications);
    }

    /** Virtual tools that are offered now, by name. */
    public Map<String, VirtualTool> tools() {
        return new TreeMap<>(tools);
    }

    /** The session is over: every later use is an error, as in the daemon. */
    public void end() {
        ended = true;
    }

    private void requireAlive() {
        if (ended) {
            throw new IllegalStateException("session " + id + " is over");
        }
    }

    private <T> T alive(T value) {
        requireAlive();
        return value;
    }

    @Override
    public String sessionId() {
        return alive(id);
    }

    @Override
    public String project() {
        return alive("demo");
    }

    @Override
    public String model() {
        return alive("tested");
    }

    @Override
    public boolean gated() {
        return alive(gated);
    }

    @Override
    public ClientDescription client() {
        return alive(new ClientDescription("test", "1.0", "{}"));
    }

    @Override
    public Settings config() {
        return alive(config);
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return alive(state);
    }

    @Override
    public List<String> servers() {
        return alive(List.of("files", "time"));
    }

    @Override
    public void addTool(VirtualTool tool) {
        requireAlive();
        if (!tool.name().matches("[A-Za-z0-9_.-]{1,64}") || tool.name().contains("__")) {
            throw new ProblemException(ProblemKind.INVALID, "a virtual tool cannot be called \"" + tool.name() + "\"");
        }
        Texts.requireObject("inputSchema of " + tool.name(), tool.inputSchema());
        if (tools.putIfAbsent(tool.name(), tool) != null) {
            throw new ProblemException(ProblemKind.CONFLICT, "there is a tool \"" + tool.name() + "\" already");
        }
    }

    @Override
    public void removeTool(String name) {
        requireAlive();
        tools.remove(name);
    }

    @Override
    public ToolResult callTool(String name, String arguments) {
        requireAlive();
        Texts.requireObject("arguments of " + name, arguments);
        String answer = answers.get(name);
        if (answer == null) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "tool \"" + name + "\" is not known");
        }
        return new ToolResult(answer);
    }

    @Override
    public String process(ContentKind kind, String server, String name, String arguments, String content) {
        requireAlive();
        return pipeline.apply(content);
    }

    @Override
    public void notifyClient(String method, String params) {
        requireAlive();
        Texts.requireObject("params of " + method, params);
        notifications.add(method + " " + params);
    }

    @Override
    public FakeLog log() {
        return alive(log);
    }
}
