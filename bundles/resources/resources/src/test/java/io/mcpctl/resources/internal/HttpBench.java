package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.http.internal.ApiFilter;
import io.mcpctl.store.api.Database.Product;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The REST interface over one database, behind a real HTTP server. */
final class HttpBench implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Workbench bench;
    final TestAccess access = new TestAccess();
    final RouteTable routes;
    final ChangeFeed feed;
    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    HttpBench(Product product) throws SQLException {
        this(product, new ChangeFeed());
    }

    HttpBench(Product product, ChangeFeed feed) throws SQLException {
        this(product, feed, new RateLimits(1_000_000, 1_000_000));
    }

    HttpBench(Product product, ChangeFeed feed, RateLimits limits) throws SQLException {
        this.feed = feed;
        bench = new Workbench(product);
        bench.listeners.addListener(feed);
        bench.hear();
        KindLists lists = new KindLists(bench.store);
        KindRoutes kindRoutes = new KindRoutes(
                bench.kinds, bench.store, bench.writes, lists, new KindWatches(bench.store, lists, feed));
        routes = new RouteTable(kindRoutes, bench.kinds);
        ApiServlet servlet = new ApiServlet(routes, kindRoutes, access, access, new CallListeners(), limits);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new ApiFilter()), "/api/v1/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(servlet), "/api/v1/*");
        server.setHandler(context);
        ((ServerConnector) server.getConnectors()[0])
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setRequestHeaderSize(16 * 1024);
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("the HTTP server does not start", e);
        }
    }

    URI uri(String path) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
    }

    HttpRequest.Builder request(String bearer, String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(LIMIT).header("Authorization", "Bearer " + bearer);
    }

    HttpResponse<String> get(String bearer, String path) {
        return send(request(bearer, path));
    }

    /** Sends JSON, written with single quotes for double ones. */
    HttpResponse<String> send(String bearer, String method, String path, String json) {
        return send(request(bearer, path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
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
