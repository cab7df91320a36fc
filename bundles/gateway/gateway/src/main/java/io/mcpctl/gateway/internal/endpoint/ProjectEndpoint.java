package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.catalogue.Catalogue;
import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.catalogue.Names;
import io.mcpctl.gateway.internal.message.FanOut;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Lists;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Setup;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.projects.api.ProjectSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All servers of a project behind one endpoint, or all that the caller may use. */
final class ProjectEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectEndpoint.class);
    private static final Duration WELCOME_LIMIT = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final String version;
    private final ModelDoor models;
    private final TaskOwners tasks = new TaskOwners();

    ProjectEndpoint(Catalogue catalogue, String version, ModelDoor models) {
        this.catalogue = catalogue;
        this.version = version;
        this.models = models;
    }

    @Override
    public Hello hello(Envelope initialize) {
        return Hello.negotiated(initialize);
    }

    @Override
    public void checkExists(Route route) {
        catalogue.checkExists(route);
    }

    private ProjectSpec project(Session session) {
        Route route = session.route();
        return catalogue.find(route, session.caller()).orElseThrow(() -> Catalogue.unknown(route));
    }

    @Override
    public void refresh(Session session) {
        session.attach(catalogue.offer(session.route(), project(session)));
    }

    private static List<Link> links(Session session, ProjectSpec project) {
        return project.servers().stream().map(session::link).toList();
    }

    @Override
    public byte[] initialize(Session session, Envelope request, String correlation) {
        ProjectSpec project = project(session);
        session.attachFirst(catalogue.offer(session.route(), project));
        session.agreed(session.hello().revision());
        List<Said> said = FanOut.ask(
                "hello",
                links(session, project),
                Link::server,
                WELCOME_LIMIT,
                link -> Said.of(link.server(), link.handshake(correlation)),
                session::listsChanged);
        byte[] result = Welcome.session(
                project,
                session.revision(),
                said,
                version,
                own -> instructions(session, project, request, own, correlation));
        return Messages.result(request.raw(Member.ID).orElseThrow(), result);
    }

    private Optional<String> instructions(
            Session session, ProjectSpec project, Envelope initialize, Optional<String> own, String correlation) {
        Exchange exchange = new Exchange(initialize, message -> false, correlation);
        return ModelDoor.concerns(project)
                ? models.instructions(session, project, relay(session, project, exchange), own)
                : own;
    }

    @Override
    public byte[] answer(Session session, Envelope request, Exchange exchange) {
        ProjectSpec project = project(session);
        return ModelDoor.concerns(project)
                ? models.answer(session, project, request, relay(session, project, exchange))
                : relayed(session, project, request, exchange);
    }

    /** The way on for what a model lets pass. */
    private UnaryOperator<byte[]> relay(Session session, ProjectSpec project, Exchange exchange) {
        return message -> relayed(session, project, Envelope.scan(message), exchange);
    }

    private byte[] relayed(Session session, ProjectSpec project, Envelope request, Exchange exchange) {
        String method = request.method();
        return switch (method) {
            case "ping" -> Messages.result(exchange.id(), EMPTY);
            case ProxyHealth.METHOD -> Messages.result(exchange.id(), health(session, project, exchange));
            case "tools/call" -> named(session, project, "tool", request, exchange);
            case "prompts/get" -> named(session, project, "prompt", request, exchange);
            case "tools/list" -> list(ListKind.TOOLS, session, project, exchange);
            case "prompts/list" -> list(ListKind.PROMPTS, session, project, exchange);
            case "resources/list" -> list(ListKind.RESOURCES, session, project, exchange);
            case "resources/templates/list" -> list(ListKind.TEMPLATES, session, project, exchange);
            case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
                resource(session, project, method, request, exchange);
            case "completion/complete" -> complete(session, project, request, exchange);
            case "logging/setLevel" -> level(session, project, request, exchange);
            case "tasks/list" -> tasks(session, project, exchange);
            case "tasks/get", "tasks/result", "tasks/cancel" -> task(session, project, request, exchange);
            default -> other(session, project, request, exchange);
        };
    }

    private static byte[] health(Session session, ProjectSpec project, Exchange exchange) {
        byte[] ping = Messages.request(Messages.ascii("\"health\""), "ping", EMPTY);
        return ProxyHealth.result(project.servers(), server -> session.link(server)
                .request(ping, ProxyHealth.LIMIT, exchange.correlation()));
    }

    private static byte[] relay(Session session, String server, byte[] message, String method, Exchange exchange) {
        Link link = session.link(server);
        exchange.goesTo(link);
        return link.request(message, Endpoint.limit(method), exchange.correlation());
    }

    private static String text(Envelope request, Member member, String name) {
        return request.text(member)
                .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "\"" + name + "\" is missing or no string"));
    }

    private byte[] named(Session session, ProjectSpec project, String kind, Envelope request, Exchange exchange) {
        String name = text(request, Member.PARAMS_NAME, "params.name");
        Names.Target target = Names.split(project, kind, name);
        if (kind.equals("tool") && !session.offer().offers(target.server(), target.name())) {
            throw Names.notOffered(name);
        }
        byte[] message = request.with(Member.PARAMS_NAME, JsonText.encode(target.name()));
        byte[] answer = relay(session, target.server(), message, request.method(), exchange);
        boolean asTask = request.span(Member.PARAMS)
                .flatMap(params -> Json.member(request.message(), params, "task"))
                .isPresent();
        if (asTask) {
            tasks.learn(session, target.server(), answer);
        }
        return answer;
    }

    private byte[] tasks(Session session, ProjectSpec project, Exchange exchange) {
        List<Element> elements = Lists.collect(ListKind.TASKS, session, links(session, project), exchange.correlation())
                .elements();
        elements.forEach(task -> tasks.learn(session, task.identity(), task.server()));
        byte[] array = Element.array(elements, ListKind.TASKS, project);
        return Messages.result(exchange.id(), Rewrite.object(Map.of(ListKind.TASKS.key(), array)));
    }

    private byte[] task(Session session, ProjectSpec project, Envelope request, Exchange exchange) {
        String id = text(request, Member.PARAMS_TASK_ID, "params.taskId");
        String server = tasks.owner(session, id)
                .filter(project.servers()::contains)
                .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "Unknown task: " + id));
        return relay(session, server, request.message(), request.method(), exchange);
    }

    /** What the gateway does not know can only go where there is one way. */
    private static byte[] other(Session session, ProjectSpec project, Envelope request, Exchange exchange) {
        if (project.servers().size() != 1) {
            throw new RpcFault(RpcFault.METHOD_UNKNOWN, "Method not found: " + request.method());
        }
        return relay(session, project.servers().getFirst(), request.message(), request.method(), exchange);
    }

    private static byte[] list(ListKind kind, Session session, ProjectSpec project, Exchange exchange) {
        List<Element> elements = session.offer()
                .offered(
                        kind,
                        Lists.collect(kind, session, links(session, project), exchange.correlation())
                                .elements());
        byte[] array = Element.array(elements, kind, project);
        return Messages.result(exchange.id(), Rewrite.object(Map.of(kind.key(), array)));
    }

    private static byte[] resource(
            Session session, ProjectSpec project, String method, Envelope request, Exchange exchange) {
        String uri = text(request, Member.PARAMS_URI, "params.uri");
        List<Link> links = links(session, project);
        var target = Resources.route(project, uri, () -> Resources.index(session, links, exchange.correlation()));
        if (target.isEmpty()) {
            return Resources.ask(links, request, exchange, uri);
        }
        String server = target.get().server();
        String own = target.get().name();
        byte[] message = own.equals(uri) ? request.message() : request.with(Member.PARAMS_URI, JsonText.encode(own));
        byte[] answer = relay(session, server, message, method, exchange);
        Setup setup = session.link(server).setup();
        if (method.equals("resources/unsubscribe")) {
            setup.unsubscribed(own);
        } else if (method.equals("resources/subscribe") && Envelope.scan(answer).has(Member.RESULT)) {
            setup.subscribed(own);
        }
        return answer;
    }

    private static byte[] complete(Session session, ProjectSpec project, Envelope request, Exchange exchange) {
        boolean prompt =
                text(request, Member.PARAMS_REF_TYPE, "params.ref.type").equals("ref/prompt");
        Member member = prompt ? Member.PARAMS_REF_NAME : Member.PARAMS_REF_URI;
        String reference = text(request, member, prompt ? "params.ref.name" : "params.ref.uri");
        Names.Target target = prompt
                ? Names.split(project, "prompt", reference)
                : Resources.route(
                                project,
                                reference,
                                () -> Resources.index(session, links(session, project), exchange.correlation()))
                        .orElseThrow(() -> new RpcFault(
                                RpcFault.RESOURCE_UNKNOWN,
                                "Resource template not found: " + reference,
                                "{\"uri\":" + JsonText.quote(reference) + "}"));
        byte[] message = request.with(member, JsonText.encode(target.name()));
        return relay(session, target.server(), message, request.method(), exchange);
    }

    /** Open sessions of servers get the level now, the others when they are opened. */
    private static byte[] level(Session session, ProjectSpec project, Envelope request, Exchange exchange) {
        byte[] level = request.raw(Member.PARAMS_LEVEL)
                .orElseThrow(() -> new RpcFault(RpcFault.INVALID_PARAMS, "\"params.level\" is missing"));
        for (Link link : links(session, project)) {
            try {
                if (link.handshake().offers("logging")) {
                    link.setup().level(level);
                    if (link.isOpen()) {
                        link.request(request.message(), WELCOME_LIMIT, exchange.correlation());
                    }
                }
            } catch (ProblemException | ServerRefused e) {
                LOG.atWarn().addKeyValue("server", link.server()).setCause(e).log("logging level not set");
            }
        }
        return Messages.result(exchange.id(), EMPTY);
    }

    @Override
    public void notification(Session session, Envelope notification) {
        boolean forAll = notification.is(Member.METHOD, "\"notifications/roots/list_changed\"")
                || notification.is(Member.METHOD, "\"notifications/tasks/status\"");
        if (forAll || project(session).servers().size() == 1) {
            session.links().forEach(link -> link.send(notification.message()));
        } else {
            LOG.atDebug().addKeyValue("method", notification.method()).log("notification without a route ignored");
        }
    }
}
