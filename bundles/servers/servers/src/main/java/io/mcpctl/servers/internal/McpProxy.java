package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /mcp/proxy}: one MCP request to a server, for callers that want no session of their own. */
@Component(configurationPid = "io.mcpctl.servers")
public final class McpProxy implements RouteProvider {
    private static final Set<String> METHODS = Set.of(
            "initialize",
            "ping",
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/read",
            "resources/templates/list",
            "prompts/list",
            "prompts/get",
            "completion/complete");

    private final ResourceStore store;
    private final Sessions sessions;
    private final EndpointAccess access;
    private final CallRecorder recorder;
    private final Duration limit;
    private final Duration toolLimit;
    private final AtomicInteger ids = new AtomicInteger();

    @Activate
    public McpProxy(
            @Reference ResourceStore store,
            @Reference Sessions sessions,
            @Reference EndpointAccess access,
            @Reference CallRecorder recorder,
            Reconciler.Config config) {
        this(
                store,
                sessions,
                access,
                recorder,
                Duration.ofSeconds(config.proxyCallSeconds()),
                Duration.ofSeconds(config.proxyToolCallSeconds()));
    }

    McpProxy(
            ResourceStore store,
            Sessions sessions,
            EndpointAccess access,
            CallRecorder recorder,
            Duration limit,
            Duration toolLimit) {
        this.store = store;
        this.sessions = sessions;
        this.access = access;
        this.recorder = recorder;
        this.limit = limit;
        this.toolLimit = toolLimit;
    }

    /** One request. */
    record ProxyCall(
            @Doc("Name or id of a server, or of one of its instances.") @Range(min = 1, max = 200)
            String serverId,

            @Doc("MCP method, such as tools/call.") @Range(min = 1, max = 200)
            String method,

            @Doc("Parameters of the method.") Optional<Map<String, Object>> params,

            @Doc("Name or id of the instance to ask; absent: any that runs.")
            Optional<String> instanceId) {}

    /** The JSON-RPC response; either result or error. */
    record ProxyAnswer(
            String jsonrpc, int id, Optional<Map<String, Object>> result, Optional<Map<String, Object>> error) {}

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.post(
                        "/mcp/proxy",
                        Permission.AUTHENTICATED,
                        ProxyCall.class,
                        ProxyAnswer.class,
                        "One MCP request to a server; needs what its MCP endpoint needs. An error of the server is an"
                                + " answer, too.",
                        this::proxy)
                .verb("call"));
    }

    /** Whom a call goes to. */
    private record Goal(String server, Optional<String> instance) {}

    private Reply proxy(Call<ProxyCall> call) {
        ProxyCall wanted = call.body();
        if (!METHODS.contains(wanted.method())) {
            String message = "\"" + wanted.method() + "\" cannot be called here; possible are "
                    + String.join(", ", new TreeSet<>(METHODS));
            throw new ProblemException(
                    new Problem(
                            ProblemKind.INVALID,
                            "method: " + message,
                            List.of(new Problem.Violation("method", message))),
                    null);
        }
        Goal goal = goal(wanted);
        Caller caller = new Caller(call.caller(), bearer(call));
        access.admit(caller, "/servers/" + goal.server() + "/mcp");
        CallRecorder.Started started = recorder.start(caller.principal(), goal.server(), wanted);
        try {
            byte[] answer = answer(goal, wanted);
            started.answered(answer);
            return new Reply.Text("application/json", new String(answer, StandardCharsets.UTF_8));
        } catch (ProblemException e) {
            started.failed(e);
            throw e;
        }
    }

    private static Optional<String> bearer(Call<ProxyCall> call) {
        return Optional.ofNullable(call.headers().get("authorization"))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }

    private Goal goal(ProxyCall wanted) {
        Optional<String> server = store.find(Kinds.SERVER, wanted.serverId()).map(Resource::name);
        Optional<String> instance = server.isPresent() ? wanted.instanceId() : Optional.of(wanted.serverId());
        if (instance.isEmpty()) {
            return new Goal(server.orElseThrow(), Optional.empty());
        }
        Optional<Resource<InstanceSpec>> pinned = store.find(Kinds.INSTANCE, instance.get())
                .filter(found ->
                        server.map(name -> found.spec().server().equals(name)).orElse(true));
        if (pinned.isPresent()) {
            return new Goal(
                    pinned.get().spec().server(), Optional.of(pinned.get().name()));
        }
        throw new ProblemException(
                ProblemKind.NOT_FOUND,
                server.map(name -> "instance '" + instance.get() + "' of server '" + name
                                + "' not found; see 'get instances'")
                        .orElse("server '" + wanted.serverId() + "' not found; see 'get servers'"));
    }

    private byte[] answer(Goal goal, ProxyCall wanted) {
        int id = ids.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
        return wanted.method().equals("initialize")
                ? sessions.handshake(goal.server(), goal.instance(), id)
                : sessions.ask(
                        goal.server(),
                        goal.instance(),
                        McpMessages.request(id, wanted.method(), wanted.params().orElse(Map.of())),
                        wanted.method().equals("tools/call") ? toolLimit : limit);
    }
}
