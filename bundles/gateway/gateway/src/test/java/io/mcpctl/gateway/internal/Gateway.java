package io.mcpctl.gateway.internal;

import io.mcpctl.gateway.internal.access.Gatekeeper;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.endpoint.Endpoints;
import io.mcpctl.gateway.internal.endpoint.ModelDoor;
import io.mcpctl.gateway.internal.http.McpServlet;
import io.mcpctl.gateway.internal.http.ProtectedResource;
import io.mcpctl.gateway.internal.http.UsableServersServlet;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.projects.api.ToolFilter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The servlet in a real HTTP server, with processes as MCP servers. */
public final class Gateway implements AutoCloseable {
    public final LocalServers servers = new LocalServers();
    public final Map<String, ProjectSpec> projects = new ConcurrentHashMap<>();
    public final TestRules rules = new TestRules();
    public final Recorder recorder;
    /** Filters by project and server. */
    final Map<String, Map<String, ToolFilter>> filters = new ConcurrentHashMap<>();

    final ModelDoor models = new ModelDoor();
    public final Endpoints endpoints;
    public final Gatekeeper access;
    final McpServlet servlet;
    private final Server jetty;
    private final ServerConnector connector;

    public Gateway() throws Exception {
        this(new Recorder(true));
    }

    public Gateway(Recorder recorder) throws Exception {
        this(recorder, "demo");
    }

    /** {@code project} is that of {@code /mcp}. */
    public Gateway(Recorder recorder, String project) throws Exception {
        this.recorder = recorder;
        Defined defined = new Defined();
        access = new Gatekeeper(rules, defined, servers);
        endpoints = new Endpoints(servers, defined, access, recorder, models, "9.9.9", "here");
        servlet = new McpServlet(servers, defined, new Tokens(), access, recorder, models, project, endpoints);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(new VirtualThreadPool());
        jetty = new Server(threads);
        connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(
                new ServletHolder(new UsableServersServlet(new Tokens(), access, new ProtectedResource("", List.of()))),
                "/servers");
        context.addServlet(holder, "/projects/*");
        context.addServlet(holder, "/servers/*");
        context.addServlet(holder, "/mcp/*");
        jetty.setHandler(context);
        jetty.start();
    }

    public void define(String name, String... attached) {
        projects.put(name, spec(List.of(attached), "__", ProjectSpec.UriStyle.original, false));
    }

    static ProjectSpec spec(List<String> servers, String separator, ProjectSpec.UriStyle style, boolean describe) {
        return new ProjectSpec(
                "",
                "Be kind.",
                "none",
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                servers,
                List.of(),
                separator,
                style,
                describe,
                Optional.empty());
    }

    public Client project(String name) {
        return new Client(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/projects/" + name + "/mcp"));
    }

    public Client server(String name) {
        return new Client(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/servers/" + name + "/mcp"));
    }

    Client at(String path) {
        return new Client(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    public StatelessClient stateless(String path) {
        return new StatelessClient(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    /** Ends the components, in the order of the framework. */
    void deactivate() {
        servlet.deactivate();
        endpoints.deactivate();
    }

    @Override
    public void close() throws Exception {
        deactivate();
        jetty.stop();
        servers.close();
    }

    private final class Defined implements Projects {
        @Override
        public Optional<ProjectSpec> find(String name) {
            return Optional.ofNullable(projects.get(name));
        }

        @Override
        public Set<String> withServer(String server) {
            return projects.entrySet().stream()
                    .filter(project -> project.getValue().servers().contains(server))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        @Override
        public Map<String, ToolFilter> toolFilters(String project) {
            return filters.getOrDefault(project, Map.of());
        }
    }

    /** Without a header: local; else the token is the name, after {@code user-} or {@code token-} one with rules. */
    private static final class Tokens implements Authenticator {
        @Override
        public Principal authenticate(Credentials credentials) {
            return mcpCaller(credentials);
        }

        @Override
        public Principal mcpCaller(Credentials credentials) {
            String header = credentials.authorization().orElse("Bearer good-local");
            if (!header.startsWith("Bearer good-")) {
                throw new ProblemException(ProblemKind.UNAUTHENTICATED, "the token is wrong; log in again");
            }
            String name = header.substring(12);
            if (name.startsWith("user-")) {
                return Principal.user(name, "c" + name, Set.of());
            }
            if (name.startsWith("token-")) {
                Principal.Token token = new Principal.Token("ci", name.substring(6), "c1", "sha-" + name);
                return new Principal("owner", Optional.of("c2"), Set.of(), Optional.empty(), Optional.of(token), false);
            }
            return Principal.special(name);
        }
    }
}
