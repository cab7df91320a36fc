package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.api.OnInitialize;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.gateway.api.ModelHost;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Section;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session of one client and what models make of it. */
final class SessionModel implements ModelSession {
    private static final Logger LOG = LoggerFactory.getLogger(SessionModel.class);
    private static final byte[] ID = Messages.ascii("\"model\"");
    private static final byte[] TOOLS_CHANGED = Messages.notification("notifications/tools/list_changed");

    private final Services services;
    private final String id;
    private final String project;
    private final ClientDescription client;
    private final ModelHost host;
    private final SectionStore sections;
    private final ContentRoute contents;
    private final AtomicReference<@Nullable Binding> current = new AtomicReference<>();
    private volatile ProjectRules rules = new ProjectRules(ProjectRules.NONE, false, List.of(), Map.of(), "__");
    private volatile boolean closed;

    SessionModel(Services services, String id, String project, ClientDescription client, ModelHost host) {
        this.services = services;
        this.id = id;
        this.project = project;
        this.client = client;
        this.host = host;
        this.sections = new SectionStore(services.sections(), System::nanoTime);
        this.contents = new ContentRoute(services, this);
    }

    String id() {
        return id;
    }

    String project() {
        return project;
    }

    ClientDescription client() {
        return client;
    }

    /** Those of the latest request. */
    ProjectRules rules() {
        return rules;
    }

    @Override
    public Optional<String> instructions(ProjectRules now, Optional<String> own) {
        rules = now;
        Optional<Use> found = Optional.empty();
        try {
            found = use(now);
        } catch (ProblemException e) {
            LOG.atWarn()
                    .addKeyValue("project", project)
                    .addKeyValue("reason", e.getMessage())
                    .log("session begins without its proxy model");
        }
        if (found.isEmpty()) {
            return own;
        }
        try (Use use = found.get()) {
            Binding binding = enter(use);
            try {
                Optional<String> owner = use.owner(Hook.onInitialize);
                return owner.isEmpty() ? own : hook(use, owner.get(), binding, own);
            } finally {
                binding.leave();
            }
        }
    }

    private Optional<String> hook(Use use, String owner, Binding binding, Optional<String> own) {
        try {
            return services.guard().here(Plugin.model(owner, "onInitialize"), Binding.HOOK_LIMIT, watch -> use.hook(
                            owner, OnInitialize.class)
                    .onInitialize(binding.context(), own));
        } catch (PluginFailure e) {
            throw new ProblemException(ProblemKind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public byte[] answer(ProjectRules now, Envelope request, UnaryOperator<byte[]> onward) {
        rules = now;
        String method = request.method();
        if (!method.startsWith("tools/") && !method.startsWith("resources/") && !method.startsWith("prompts/")) {
            return onward.apply(request.message());
        }
        Optional<Use> found = use(now);
        if (found.isEmpty()) {
            return onward.apply(request.message());
        }
        try (Use use = found.get()) {
            Binding binding = enter(use);
            try {
                contents.projectPipeline(
                        now.model().equals(ProjectRules.NONE)
                                ? Pipeline.EMPTY
                                : use.model().pipeline());
                return new Answering(services.guard(), use, binding.context(), now, sections, onward).answer(request);
            } finally {
                binding.leave();
            }
        }
    }

    /** Without a model of the project, contents of single servers may still have one. */
    private Optional<Use> use(ProjectRules now) {
        if (!now.model().equals(ProjectRules.NONE)) {
            return Optional.of(Use.of(now.model(), project, services.catalogue(), services.plugins()));
        }
        try {
            return now.byServer().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Use.of(Catalogue.PIPELINE_HOOKS, project, services.catalogue(), services.plugins()));
        } catch (ProblemException e) {
            LOG.atWarn()
                    .addKeyValue("project", project)
                    .addKeyValue("reason", e.getMessage())
                    .log("serverOverrides have no effect");
            return Optional.empty();
        }
    }

    /** The session with the model as it is now; ends the one with an earlier model. */
    private Binding enter(Use use) {
        while (true) {
            Binding known = current.get();
            if (known != null && known.fits(use)) {
                known.enter();
                if (known.fits(use)) {
                    return ready(known);
                }
                known.leave(); // it ended in this moment
                continue;
            }
            if (closed) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "the session is over");
            }
            Binding fresh = new Binding(services.guard(), use, new SessionContext(this, use.model()));
            fresh.enter();
            if (current.compareAndSet(known, fresh)) {
                if (known != null) {
                    known.end();
                }
                fresh.begin();
                return ready(fresh);
            }
        }
    }

    private Binding ready(Binding binding) {
        try {
            binding.await();
            return binding;
        } catch (RuntimeException e) {
            if (binding.hasFailed() && current.compareAndSet(binding, null)) {
                binding.end(); // the next request tries again
            }
            binding.leave();
            throw e;
        }
    }

    /** A plug-in goes: nothing of it may stay here. */
    void forget(ProxyModelPlugin plugin) {
        Binding known = current.get();
        if (known != null && known.has(plugin) && current.compareAndSet(known, null)) {
            known.end();
        }
    }

    String process(ContentKind kind, String server, String name, String arguments, String content) {
        return services.guard().meanwhile(() -> contents.process(kind, server, name, arguments, content));
    }

    ToolResult callTool(String name, String arguments) {
        byte[] params = Messages.join(
                Messages.ascii("{\"name\":"),
                JsonText.encode(name),
                Messages.ascii(",\"arguments\":"),
                arguments.getBytes(StandardCharsets.UTF_8),
                Messages.ascii("}"));
        byte[] answer = services.guard().meanwhile(() -> host.request(Messages.request(ID, "tools/call", params)));
        Envelope read = Envelope.scan(answer);
        return read.raw(Member.RESULT)
                .map(json -> new ToolResult(new String(json, StandardCharsets.UTF_8)))
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UPSTREAM,
                        "tool \"" + name + "\" answered with an error: "
                                + read.raw(Member.ERROR)
                                        .map(raw -> new String(raw, StandardCharsets.UTF_8))
                                        .orElse("none")));
    }

    void notifyClient(String method, String params) {
        if (!VirtualTools.isObject(params)) {
            throw new ProblemException(ProblemKind.INVALID, "params of " + method + " are no JSON object");
        }
        host.notifyClient(Messages.notification(method, params.getBytes(StandardCharsets.UTF_8)));
    }

    void toolsChanged() {
        if (!closed) {
            host.notifyClient(TOOLS_CHANGED);
        }
    }

    /** Keeps sections; false when there is no room. */
    boolean keep(String resultId, String tool, List<Section> parts) {
        return !closed && sections.put(resultId, tool, parts);
    }

    @Override
    public void close() {
        closed = true;
        services.plugins().closed(this);
        Binding known = current.getAndSet(null);
        if (known != null) {
            known.end();
        }
        sections.clear();
    }
}
