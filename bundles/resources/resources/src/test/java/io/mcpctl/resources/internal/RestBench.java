package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mcpctl.http.internal.ApiFilter;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.PooledDatabase;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.PostgresServer;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The REST interface over a real database, with the kinds and routes of any area; for the tests of those areas. */
public final class RestBench implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<Product, PooledDatabase> DATABASES = new EnumMap<>(Product.class);

    private final Kinds kinds = new Kinds();
    private final Listeners listeners = new Listeners();
    private final ChangeFeed feed = new ChangeFeed();
    private final TestAccess access = new TestAccess();
    private final PooledDatabase database;
    private final JdbcStore store;
    private final RouteTable routes;
    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /** An answer; the body is missing when it is no JSON. */
    public record Answer(int status, String text, Map<String, List<String>> headers) {
        public JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        /** The sentence of a problem. */
        public String detail() {
            return json().path("detail").asText();
        }
    }

    /** With an empty database. */
    public RestBench(Product product) {
        database = database(product);
        store = new JdbcStore(database, new Alone(), kinds, listeners);
        listeners.addListener(feed);
        KindLists lists = new KindLists(store);
        KindRoutes kindRoutes =
                new KindRoutes(kinds, store, new Writes(store, kinds), lists, new KindWatches(store, lists, feed));
        routes = new RouteTable(kindRoutes, kinds);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new ApiFilter()), "/api/v1/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(
                new ServletHolder(new ApiServlet(
                        routes, kindRoutes, access, access, new CallListeners(), new RateLimits(1_000_000, 1_000_000))),
                "/api/v1/*");
        server.setHandler(context);
        for (String table : List.of(
                "prompts",
                "prompt_requests",
                "project_servers",
                "projects",
                "mcp_instances",
                "mcp_servers",
                "mcp_templates")) {
            execute("delete from " + table);
        }
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("the HTTP server does not start", e);
        }
    }

    private static synchronized PooledDatabase database(Product product) {
        return DATABASES.computeIfAbsent(product, p -> {
            try {
                String home = Files.createTempDirectory("mcpctl-store").toString();
                String url = p == Product.H2 ? "" : PostgresServer.shared().newDatabase();
                return new PooledDatabase(
                        Annotations.of(PooledDatabase.Config.class, Map.of("home", home, "url", url)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public RestBench kind(KindProvider<?> provider) {
        kinds.addProvider(provider);
        return this;
    }

    public RestBench routes(RouteProvider provider) {
        routes.addProvider(provider);
        return this;
    }

    public RestBench listen(ResourceListener listener) {
        listeners.addListener(listener);
        return this;
    }

    public ResourceStore store() {
        return store;
    }

    public AccessControl access() {
        return access;
    }

    /** A caller whose bearer is the name; rules are {@code view:projects} or {@code view:projects:demo}. */
    public void user(String name, String... rules) {
        access.user(name, Arrays.stream(rules).map(RestBench::rule).toArray(TestAccess.Rule[]::new));
    }

    private static TestAccess.Rule rule(String text) {
        String[] parts = text.split(":", 3);
        return new TestAccess.Rule(Action.valueOf(parts[0]), parts[1], parts.length == 3 ? Set.of(parts[2]) : Set.of());
    }

    public void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            database.commit(connection);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Sends as the owner; the JSON has single quotes for double ones, and is empty for none. */
    public Answer send(String method, String path, String json) {
        return sendAs("owner", method, path, json);
    }

    public Answer sendAs(String bearer, String method, String path, String json) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + bearer);
        if (json.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json.replace('\'', '"')));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        feed.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the HTTP server does not stop", e);
        }
        client.close();
    }
}
