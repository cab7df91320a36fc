package io.mcpctl.observe.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.CallListener.Served;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Event;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.store.api.Database;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The area without a framework, between instances, a database and an audit trail that do as they are told. */
final class Bench implements AutoCloseable {
    static final Principal OWNER = Principal.special("admin");
    static final Principal NOBODY =
            new Principal("anonymous", Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), false);

    final List<InstanceBoard.Entry> instances = new CopyOnWriteArrayList<>();
    final HttpCalls http = new HttpCalls();
    final ToolCalls tools = new ToolCalls();
    final SessionSources sessions = new SessionSources();
    volatile boolean orchestrator = true;
    volatile boolean database = true;
    final HealthWatch health;
    final Metrics metrics;
    private final ObserveRoutes routes;

    Bench() {
        InstanceBoard board = new InstanceBoard() {
            @Override
            public List<Entry> instances() {
                return List.copyOf(instances);
            }

            @Override
            public boolean orchestratorReady() {
                return orchestrator;
            }
        };
        health = new HealthWatch(board, tools, new Pretended(), Duration.ZERO, false);
        metrics = new Metrics(http, tools, new PluginCalls(), board, sessions, new SevenDropped());
        routes = new ObserveRoutes(metrics, health, board, tools, new OwnersSeeAll());
    }

    Bench instance(String name, String server, Status status, Optional<Health> healthStatus) {
        instances.add(new InstanceBoard.Entry("c-" + name, name, spec(server, status, healthStatus, "here:3100")));
        return this;
    }

    /** An instance of another daemon. */
    void elsewhere(String name, String server) {
        InstanceSpec spec = spec(server, Status.RUNNING, Optional.empty(), "there:3100");
        instances.add(new InstanceBoard.Entry("c-" + name, name, spec, true));
    }

    private static InstanceSpec spec(String server, Status status, Optional<Health> healthStatus, String daemon) {
        return new InstanceSpec(
                server,
                status,
                Optional.of("x"),
                Optional.of("process"),
                Optional.empty(),
                healthStatus,
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                List.of(new Event(Instant.EPOCH, "Warning", "the key is 123")),
                Map.of(),
                Optional.of(1_000L),
                Optional.of(1.5),
                Optional.of(60L),
                Optional.of(daemon),
                Optional.empty(),
                Optional.empty());
    }

    static Served served(String method, String route, int status, Duration took) {
        return served(method, route, status, took, false);
    }

    static Served stream(String route, Duration took) {
        return served("GET", route, 200, took, true);
    }

    private static Served served(String method, String route, int status, Duration took, boolean stream) {
        return new Served(
                Optional.empty(),
                method,
                route,
                "/api/v1/servers/secret-name",
                "read",
                "servers",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                status,
                took,
                "127.0.0.1",
                "r",
                stream);
    }

    @SuppressWarnings("unchecked") // routes here take no body
    Reply get(Principal caller, String path, Map<String, String> variables, String query, String accept) {
        Route<Route.Nothing> route = (Route<Route.Nothing>) route(path);
        Map<String, List<String>> parameters = query.isEmpty()
                ? Map.of()
                : Map.of(query.substring(0, query.indexOf('=')), List.of(query.substring(query.indexOf('=') + 1)));
        return route.handler()
                .handle(new Call<>(
                        caller, variables, parameters, Map.of("accept", accept), new Route.Nothing(), "127.0.0.1"));
    }

    Route<?> route(String path) {
        return routes.routes().stream()
                .filter(r -> r.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        health.close();
    }

    /** Answers a query, or cannot be reached. */
    private final class Pretended implements Database {
        @Override
        public Connection connect() throws SQLException {
            if (!database) {
                throw new SQLException("away");
            }
            return pretend(Connection.class);
        }

        @SuppressWarnings("unchecked") // a proxy of the type that was asked for
        private static <T> T pretend(Class<T> type) {
            return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                if (method.getReturnType() == boolean.class) {
                    return true;
                }
                return method.getReturnType().isInterface() ? pretend(method.getReturnType()) : null;
            });
        }

        @Override
        public void commit(Connection connection) {}

        @Override
        public Product product() {
            return Product.H2;
        }
    }

    private static final class SevenDropped implements AuditTrail {
        @Override
        public void record(AuditEvent event) {}

        @Override
        public void record(AuditAction action) {}

        @Override
        public long dropped() {
            return 7;
        }
    }

    private static final class OwnersSeeAll implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return caller.unrestricted();
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return Scope.ALL;
        }
    }
}
