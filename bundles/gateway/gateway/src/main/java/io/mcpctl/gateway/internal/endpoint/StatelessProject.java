package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.bridge.BridgedTasks;
import io.mcpctl.gateway.internal.bridge.Bridges;
import io.mcpctl.gateway.internal.catalogue.Catalogue;
import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.catalogue.Names;
import io.mcpctl.gateway.internal.catalogue.Offer;
import io.mcpctl.gateway.internal.catalogue.ResourceIndex;
import io.mcpctl.gateway.internal.message.FanOut;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.gateway.internal.session.Lists;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.StatelessEndpoint;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.projects.api.ProjectSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All servers of a project, or all that the caller may use, for clients of the stateless era. */
public final class StatelessProject implements StatelessEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessProject.class);

    private final Catalogue catalogue;
    private final Peers peers;
    private final String version;
    private final Bridges bridges;
    private final ModelDoor models;
    private final StatelessLists lists;
    private final Indexes indexes = new Indexes();
    private final TaskOwners tasks = new TaskOwners();

    public StatelessProject(Catalogue catalogue, Peers peers, Bridges bridges, ModelDoor models, String version) {
        this.catalogue = catalogue;
        this.peers = peers;
        this.version = version;
        this.bridges = bridges;
        this.models = models;
        this.lists = new StatelessLists(peers);
    }

    private ProjectSpec project(Route route, Caller caller) {
        return catalogue
                .find(route, caller)
                .orElseThrow(() -> new RpcFault(
                        RpcFault.INVALID_PARAMS, "project \"" + route.name() + "\" is not known any more"));
    }

    private Offer offer(Ask ask) {
        return catalogue.offer(ask.route(), project(ask.route(), ask.caller()));
    }

    @Override
    public byte[] answer(Ask ask) {
        ProjectSpec project = project(ask.route(), ask.caller());
        return ModelDoor.concerns(project)
                ? models.answer(bridges.session(ask), project, ask.request(), relay(ask, project))
                : relayed(ask, project);
    }

    /** The way on for what a model lets pass. */
    private UnaryOperator<byte[]> relay(Ask ask, ProjectSpec project) {
        return message -> relayed(ask.with(message), project);
    }

    private byte[] relayed(Ask ask, ProjectSpec project) {
        return switch (ask.method()) {
            case "server/discover" -> discover(ask, project);
            case ProxyHealth.METHOD -> health(ask, project);
            case "tools/list" -> list(ListKind.TOOLS, ask, project);
            case "prompts/list" -> list(ListKind.PROMPTS, ask, project);
            case "resources/list" -> list(ListKind.RESOURCES, ask, project);
            case "resources/templates/list" -> list(ListKind.TEMPLATES, ask, project);
            case "tools/call" -> named("tool", ask, project);
            case "prompts/get" -> named("prompt", ask, project);
            case "resources/read" -> read(ask, project);
            case "completion/complete" -> complete(ask, project);
            case "subscriptions/listen" ->
                new ProjectListening(ask, peers, () -> offer(ask), uri -> route(ask, project, uri)).run();
            case "tasks/get", "tasks/update", "tasks/cancel" -> task(ask, project);
            default -> other(ask, project);
        };
    }

    private byte[] discover(Ask ask, ProjectSpec project) {
        List<Said> said = FanOut.ask(
                "discover",
                project.servers(),
                server -> server,
                Lists.LIMIT,
                server -> discovered(
                        server, peers.request(server, ask.with(ask.request().message(), ahead -> {}))),
                () -> {});
        return Messages.result(
                ask.requestId(),
                Welcome.discovery(
                        project,
                        said,
                        version,
                        own -> ModelDoor.concerns(project)
                                ? models.instructions(bridges.session(ask), project, relay(ask, project), own)
                                : own));
    }

    private byte[] health(Ask ask, ProjectSpec project) {
        byte[] discover =
                Envelope.scan(ask.request().message()).with(Member.METHOD, Messages.ascii("\"server/discover\""));
        byte[] result =
                ProxyHealth.result(project.servers(), server -> peers.request(server, ask.with(discover, ahead -> {})));
        return Rewrite.forStateless(
                Envelope.scan(Messages.result(ask.requestId(), result)), ask.method(), ask.requestId());
    }

    private static Said discovered(String server, byte[] message) {
        Envelope answer = Envelope.scan(message);
        if (!answer.has(Member.RESULT)) {
            throw new ServerRefused(server, answer);
        }
        return Said.discovered(server, answer);
    }

    private byte[] list(ListKind kind, Ask ask, ProjectSpec project) {
        StatelessLists.Listed listed = lists.collect(kind, ask, project.servers());
        List<Element> offered = offer(ask).offered(kind, listed.elements());
        Map<String, byte[]> result = new LinkedHashMap<>();
        result.put("resultType", Messages.ascii("\"complete\""));
        result.put(kind.key(), Element.array(offered, kind, project));
        listed.freshness().addTo(result);
        return Messages.result(ask.requestId(), Rewrite.object(result));
    }

    private byte[] named(String kind, Ask ask, ProjectSpec project) {
        String name = ask.text(Member.PARAMS_NAME, "params.name");
        Names.Target target = Names.split(project, kind, name);
        if (kind.equals("tool") && !offer(ask).offers(target.server(), target.name())) {
            throw Names.notOffered(name);
        }
        byte[] answer = relay(target.server(), ask.with(Member.PARAMS_NAME, target.name()));
        tasks.learn(ask, target.server(), answer);
        return answer;
    }

    private byte[] relay(String server, Ask ask) {
        ask.goesTo(server);
        return peers.request(server, ask);
    }

    private Optional<Names.Target> route(Ask ask, ProjectSpec project, String uri) {
        return Resources.route(
                project,
                uri,
                () -> indexes.get(ask, project.servers(), level -> {
                    List<String> servers = project.servers();
                    return new ResourceIndex(
                            lists.collect(ListKind.RESOURCES, ask, servers).elements(),
                            lists.collect(ListKind.TEMPLATES, ask, servers).elements(),
                            level);
                }));
    }

    private byte[] read(Ask ask, ProjectSpec project) {
        String uri = ask.text(Member.PARAMS_URI, "params.uri");
        Optional<Names.Target> target = route(ask, project, uri);
        return target.isPresent()
                ? relay(
                        target.get().server(),
                        ask.with(Member.PARAMS_URI, target.get().name()))
                : first(ask, project.servers()).orElseThrow(() -> Resources.unknown(uri, RpcFault.INVALID_PARAMS));
    }

    private byte[] complete(Ask ask, ProjectSpec project) {
        boolean prompt = ask.text(Member.PARAMS_REF_TYPE, "params.ref.type").equals("ref/prompt");
        Member member = prompt ? Member.PARAMS_REF_NAME : Member.PARAMS_REF_URI;
        String reference = ask.text(member, prompt ? "params.ref.name" : "params.ref.uri");
        Names.Target target = prompt
                ? Names.split(project, "prompt", reference)
                : route(ask, project, reference)
                        .orElseThrow(() -> Resources.unknown(reference, RpcFault.INVALID_PARAMS));
        return relay(target.server(), ask.with(member, target.name()));
    }

    private byte[] task(Ask ask, ProjectSpec project) {
        if (!ask.knowsTasks()) {
            throw BridgedTasks.missing();
        }
        String id = ask.text(Member.PARAMS_TASK_ID, "params.taskId");
        Optional<String> owner = tasks.owner(ask, id).filter(project.servers()::contains);
        return owner.isPresent()
                ? relay(owner.get(), ask)
                : first(ask, project.servers())
                        .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "Unknown task: " + id));
    }

    /** Asks one server after the other; the first that has a result answers. */
    private Optional<byte[]> first(Ask ask, List<String> servers) {
        for (String server : servers) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            try {
                byte[] answer = relay(server, ask);
                if (Envelope.scan(answer).has(Member.RESULT)) {
                    return Optional.of(answer);
                }
            } catch (ProblemException | RpcFault | ServerRefused e) {
                LOG.atDebug().addKeyValue("server", server).setCause(e).log("server left out");
            }
        }
        return Optional.empty();
    }

    /** What the gateway does not know can only go where there is one way. */
    private byte[] other(Ask ask, ProjectSpec project) {
        if (project.servers().size() != 1) {
            throw new RpcFault(RpcFault.METHOD_UNKNOWN, "Method not found: " + ask.method());
        }
        return relay(project.servers().getFirst(), ask);
    }

    @Override
    public void notification(Caller caller, Route route, Envelope notification) {
        List<String> servers = project(route, caller).servers();
        if (servers.size() == 1) {
            peers.notify(caller, servers.getFirst(), notification.message());
        }
    }
}
