package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Address;
import io.mcpctl.gateway.internal.access.DefaultEndpoint;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.bridge.BridgedTasks;
import io.mcpctl.gateway.internal.bridge.Bridges;
import io.mcpctl.gateway.internal.bridge.ParkedCalls;
import io.mcpctl.gateway.internal.endpoint.Endpoints;
import io.mcpctl.gateway.internal.endpoint.ModelDoor;
import io.mcpctl.gateway.internal.endpoint.Peers;
import io.mcpctl.gateway.internal.endpoint.StatelessProject;
import io.mcpctl.gateway.internal.endpoint.StatelessServer;
import io.mcpctl.gateway.internal.message.Headers;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.gateway.internal.stateless.StatelessEndpoint;
import io.mcpctl.gateway.internal.stateless.Visits;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.servers.api.ServerSessions;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The MCP endpoints {@code /projects/{name}/mcp}, {@code /servers/{name}/mcp} and {@code /mcp} (Streamable HTTP, with and
 * without sessions).
 */
@Component(service = Servlet.class, configurationPid = "io.mcpctl.gateway")
@HttpWhiteboardServletPattern({"/projects/*", "/servers/*", "/mcp/*"})
@HttpWhiteboardServletAsyncSupported
public final class McpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** People answer questions within minutes. */
    private static final Duration PARKED_LIMIT = Duration.ofMinutes(10);

    private final transient Authenticator authenticator;
    private final transient EndpointAccess access;
    private final transient DefaultEndpoint byDefault;
    private final transient ProtectedResource resource;
    private final transient Endpoints endpoints;
    private final transient Sessions sessions;
    private final transient Headroom headroom = Headroom.ofHeap();
    private final transient Post post;
    private final transient SsePairs pairs;
    private final transient StatelessEndpoint statelessServer;
    private final transient StatelessEndpoint statelessSeveral;
    private final transient StatelessPost statelessPost;
    private final transient Pulse pulse;

    @Activate
    public McpServlet(
            Recorder.Config config,
            @Reference ServerSessions servers,
            @Reference Projects projects,
            @Reference Authenticator authenticator,
            @Reference EndpointAccess access,
            @Reference Recorder recorder,
            @Reference ProtectedResource resource,
            @Reference ModelDoor models,
            @Reference Endpoints endpoints) {
        this(
                servers,
                projects,
                authenticator,
                access,
                recorder,
                resource,
                models,
                new DefaultEndpoint(config.project()),
                endpoints);
    }

    public McpServlet(
            ServerSessions servers,
            Projects projects,
            Authenticator authenticator,
            EndpointAccess access,
            Recorder recorder,
            ModelDoor models,
            String project,
            Endpoints endpoints) {
        this(
                servers,
                projects,
                authenticator,
                access,
                recorder,
                new ProtectedResource("", List.of()),
                models,
                new DefaultEndpoint(project),
                endpoints);
    }

    private McpServlet(
            ServerSessions servers,
            Projects projects,
            Authenticator authenticator,
            EndpointAccess access,
            Recorder recorder,
            ProtectedResource resource,
            ModelDoor door,
            DefaultEndpoint byDefault,
            Endpoints endpoints) {
        this.resource = resource;
        this.byDefault = byDefault;
        this.authenticator = authenticator;
        this.access = access;
        this.endpoints = endpoints;
        this.sessions = endpoints.live();
        this.post = new Post(sessions, endpoints.requests());
        this.pairs = new SsePairs(sessions, endpoints.requests(), headroom);
        ParkedCalls parked = new ParkedCalls(PARKED_LIMIT, endpoints.owner());
        BridgedTasks tasks = new BridgedTasks();
        Bridges bridges = new Bridges(sessions);
        Peers peers = new Peers(servers, bridges, parked, tasks);
        this.statelessServer = new StatelessServer(peers, projects);
        this.statelessSeveral = new StatelessProject(endpoints.catalogue(), peers, bridges, door, endpoints.version());
        this.pulse = new Pulse(() -> {
            parked.expire();
            tasks.expire();
        });
        this.statelessPost = new StatelessPost(
                recorder,
                new Visits(endpoints.owner(), recorder, endpoints.models()),
                pulse,
                endpoints.requests().ids());
    }

    private StatelessEndpoint stateless(Route route) {
        return switch (route) {
            case Route.ToProject p -> statelessSeveral;
            case Route.ToAll all -> statelessSeveral;
            case Route.ToServer s -> statelessServer;
        };
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        String asked = in.getRequestURI().substring(in.getContextPath().length());
        try {
            boolean some = DefaultEndpoint.isMeant(asked);
            if (!some) {
                address(asked);
            }
            Credentials credentials = credentials(in);
            Caller anywhere = Caller.of(authenticator.mcpCaller(credentials), credentials);
            String path = some ? byDefault.path(asked, anywhere) : asked;
            Address address = address(path);
            Route route = address.route();
            Caller caller = route.project().map(anywhere::within).orElse(anywhere);
            access.admit(caller, address.endpoint(path));
            switch (address.door()) {
                case MCP -> handle(route, caller, in, out);
                case SSE -> stream(route, caller, in, out);
                case MESSAGES -> message(route, caller, in, out);
            }
        } catch (HttpFault fault) {
            refuse(in, out, fault);
        } catch (ProblemException problem) {
            if (problem.kind() == ProblemKind.UNAUTHENTICATED || problem.kind() == ProblemKind.FORBIDDEN) {
                out.setHeader("WWW-Authenticate", resource.challenge(in, asked, problem.kind()));
            }
            refuse(
                    in,
                    out,
                    new HttpFault(problem.kind().status(), problem.problem().detail()));
        }
    }

    static Credentials credentials(HttpServletRequest in) {
        return new Credentials(
                Optional.ofNullable(in.getHeader("Authorization")),
                Optional.ofNullable(in.getHeader("X-Service-Account")),
                in.getRemoteAddr());
    }

    private static Address address(String path) {
        return Address.parse(path)
                .orElseThrow(() -> new HttpFault(
                        404, "no MCP endpoint here; they are /projects/{name}/mcp, /servers/{name}/mcp and /mcp"));
    }

    private void handle(Route route, Caller caller, HttpServletRequest in, HttpServletResponse out) throws IOException {
        if (in.getHeader(Headers.SESSION) == null || Rules.REVISION.equals(in.getHeader(Headers.REVISION))) {
            endpoints.at(route).checkExists(route); // with a session it was checked already
        }
        switch (in.getMethod()) {
            case "HEAD" -> out.setStatus(HttpServletResponse.SC_NO_CONTENT); // whether the caller may use it
            case "POST" -> {
                Checks.accepts(in, "application/json", "text/event-stream");
                Checks.isJson(in);
                post(route, caller, in, out);
            }
            case "GET" -> {
                Checks.hasSessions(in, out);
                Checks.accepts(in, "text/event-stream");
                Checks.revision(in, sessions);
                EventStream.run(Checks.session(sessions, in, route, caller), in.getHeader(Headers.LAST_EVENT), out);
            }
            case "DELETE" -> {
                Checks.hasSessions(in, out);
                Checks.revision(in, sessions);
                sessions.end(Checks.session(sessions, in, route, caller));
                out.setStatus(HttpServletResponse.SC_OK);
            }
            default -> {
                out.setHeader("Allow", "GET, POST, DELETE");
                throw new HttpFault(405, "use POST, GET or DELETE");
            }
        }
    }

    private void stream(Route route, Caller caller, HttpServletRequest in, HttpServletResponse out) throws IOException {
        Checks.method(in, out, "GET");
        Checks.accepts(in, "text/event-stream");
        endpoints.at(route).checkExists(route);
        pairs.stream(route, caller, in, out);
    }

    private void message(Route route, Caller caller, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        Checks.method(in, out, "POST");
        Checks.isJson(in);
        pairs.message(endpoints.at(route), route, caller, in, out);
    }

    private void post(Route route, Caller caller, HttpServletRequest in, HttpServletResponse out) throws IOException {
        Envelope message = Envelope.scan(Checks.body(in, headroom));
        Posted posted = new Posted(route, caller, message, in, out);
        if (Rules.claim(in, message)) {
            statelessPost.handle(stateless(route), posted);
        } else {
            Checks.revision(in, sessions);
            post.handle(endpoints.at(route), posted);
        }
    }

    private static void refuse(HttpServletRequest in, HttpServletResponse out, HttpFault fault) throws IOException {
        if (out.isCommitted()) {
            return;
        }
        if (fault.status() == HttpServletResponse.SC_REQUEST_TIMEOUT || !Checks.drain(in)) {
            out.setHeader("Connection", "close"); // the rest of the body would be taken for the next request
        }
        Reply.error(out, fault);
    }

    @Deactivate
    public void deactivate() {
        pulse.close();
        pairs.close();
    }
}
