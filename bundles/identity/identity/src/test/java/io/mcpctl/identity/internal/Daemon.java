package io.mcpctl.identity.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.http.internal.ApiFilter;
import io.mcpctl.identity.api.AccessListener;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.projects.internal.AttachmentKind;
import io.mcpctl.projects.internal.ProjectKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.internal.RestParts;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.PooledDatabase;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** This area behind the real REST interface, over a real database. */
final class Daemon implements AutoCloseable {
    /** The daemon's own token. */
    static final String OWNER = "the-token-of-this-run";

    static final String ADMIN = "admin@x.org";
    static final String PASSWORD = "right horse battery";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Product, PooledDatabase> DATABASES = new EnumMap<>(Product.class);

    final Hands clock = new Hands();
    final List<String> denied = new CopyOnWriteArrayList<>();
    final List<String> allowed = new CopyOnWriteArrayList<>();
    final PooledDatabase database;
    final ResourceStore store;
    final Rules rules = new Rules();
    final Callers callers = new Callers();
    final Logins logins;
    final Passwords passwords = new Passwords();
    final RuleAccess access;
    final BearerAuthenticator authenticator;
    final List<String> actions = new CopyOnWriteArrayList<>();

    /** What the listeners were told. */
    final List<Change> changes = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server jetty = new Server();
    private final RestParts parts;
    private final int port;

    /** What was answered. */
    record Answer(int status, JsonNode body, HttpHeaders headers) {
        /** The sentence of a problem. */
        String error() {
            return body.path("error").asText();
        }

        String text(String member) {
            return body.path(member).asText();
        }
    }

    Daemon(Product product) {
        this(product, Map.of());
    }

    Daemon(Product product, Map<String, Object> settings) {
        database = database(product);
        empty();
        parts = new RestParts(database);
        store = parts.store();
        parts.kind(new UserKind(rules, passwords));
        parts.kind(new GroupKind(rules));
        parts.kind(new RbacKind());
        parts.kind(new TokenKind(rules, clock));
        parts.kind(new Servers());
        parts.kind(Other.of("secret", "secrets"));
        parts.kind(Other.of("prompt", "prompts"));
        parts.listener(rules);
        parts.listener(callers);
        parts.listener(changes::add);
        parts.neighbour(callers);
        AccessListeners listeners = new AccessListeners();
        listeners.addListener(new AccessListener() {
            @Override
            public void denied(Principal caller, Permission missing) {
                denied.add(caller.name() + ": " + missing);
            }

            @Override
            public void allowed(Principal caller, Permission needed) {
                allowed.add(caller.name() + ": " + needed);
            }
        });
        access = new RuleAccess(rules, listeners);
        parts.kind(new ProjectKind(access));
        parts.kind(new AttachmentKind(access));
        Map<String, Object> config = new java.util.HashMap<>(Map.of("token", OWNER));
        config.putAll(settings);
        authenticator = new BearerAuthenticator(
                Annotations.of(AuthConfig.class, config), database, callers, rules, access, clock);
        logins = new Logins(store, database, passwords, rules, callers, parts.neighbours(), clock);
        port = serve(new ServletHolder(
                parts.servlet(authenticator, access, List.of(auth(), new TokenRoutes(store, clock)))));
    }

    /** Projects look for their servers; there are none. */
    private record Servers() implements KindProvider<ServerSpec> {
        @Override
        public ResourceKind<ServerSpec> kind() {
            return ResourceKind.of("server", "servers", ServerSpec.class)
                    .table("mcp_servers")
                    .build();
        }
    }

    private record Nothing() {}

    /** Kinds of other areas, which rules may name. */
    private record Other(ResourceKind<Nothing> kind) implements KindProvider<Nothing> {
        static Other of(String name, String table) {
            return new Other(ResourceKind.of(name, name + "s", Nothing.class)
                    .table(table)
                    .build());
        }
    }

    /** A kind of a plug-in comes; it goes when what is answered is run. */
    Runnable plugIn(String name, String table) {
        Other kind = Other.of(name, table);
        parts.kind(kind);
        return () -> parts.withoutKind(kind);
    }

    private AuthRoutes auth() {
        AuthRoutes routes = new AuthRoutes(logins, store, new CanI(access, store), clock);
        routes.setTrail(new AuditTrail() {
            @Override
            public void record(AuditEvent event) {
                throw new AssertionError("logins are actions");
            }

            @Override
            public void record(AuditAction action) {
                actions.add(action.userName() + " " + action.action() + " "
                        + action.resourceName().orElse("-"));
            }

            @Override
            public long dropped() {
                return 0;
            }
        });
        return routes;
    }

    private int serve(ServletHolder api) {
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new ApiFilter()), "/api/v1/*", null);
        context.addServlet(api, "/api/v1/*");
        jetty.setHandler(context);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return connector.getLocalPort();
    }

    /** One database per product and JVM; the pools end with the JVM. */
    static synchronized PooledDatabase database(Product product) {
        return DATABASES.computeIfAbsent(product, p -> {
            try {
                String home = Files.createTempDirectory("mcpctl-identity").toString();
                String url = p == Product.H2 ? "" : PostgresServer.shared().newDatabase();
                return new PooledDatabase(
                        Annotations.of(PooledDatabase.Config.class, Map.of("home", home, "url", url)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void empty() {
        for (String table :
                List.of("rbac_definitions", "mcp_tokens", "sessions", "group_members", "groups", "projects")) {
            execute("delete from " + table);
        }
        execute("delete from users where id <> '" + Kinds.SYSTEM_USER_ID + "'");
    }

    void execute(String statement) {
        try (Connection connection = database.connect();
                Statement work = connection.createStatement()) {
            work.execute(statement);
            database.commit(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, String bearer) {
        return call("GET", path, bearer, "");
    }

    Answer post(String path, String bearer, String json) {
        return call("POST", path, bearer, json);
    }

    /** A request; an empty bearer or body is not sent, single quotes mean double ones, headers are {@code name: value}. */
    Answer call(String method, String path, String bearer, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')));
        if (!bearer.isEmpty()) {
            request.header("Authorization", bearer.contains(" ") ? bearer : "Bearer " + bearer);
        }
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (String header : headers) {
            int colon = header.indexOf(": ");
            request.header(header.substring(0, colon), header.substring(colon + 2));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? MissingNode.getInstance() : MAPPER.readTree(response.body());
            return new Answer(response.statusCode(), body, response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes the first administrator and logs in. */
    String bootstrap() {
        return post("/auth/bootstrap", "", "{'email':'" + ADMIN + "','password':'" + PASSWORD + "'}")
                .text("token");
    }

    /** Makes a user with the bindings, written as JSON, and opens a session without asking for a password. */
    String user(String name, String bindings) {
        String email = name + "@x.org";
        done(post("/users", OWNER, "{'email':'" + email + "'}"));
        if (!bindings.isEmpty()) {
            done(post(
                    "/rbac-definitions",
                    OWNER,
                    "{'name':'" + name + "-rules','subjects':[{'kind':'User','name':'" + email + "'}],'roleBindings':["
                            + bindings + "]}"));
        }
        return session(email);
    }

    String session(String email) {
        return logins.open(store.find(Kinds.USER, email).orElseThrow(), java.util.Optional.empty())
                .session()
                .token();
    }

    void project(String name) {
        done(post("/projects", OWNER, "{'name':'" + name + "'}"));
    }

    /** An MCP token made by the bearer. */
    String token(String bearer, String json) {
        return done(post("/mcptokens", bearer, json)).text("token");
    }

    static Answer done(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() {
        parts.close();
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
