package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.audit.api.AuditEvent.Source;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.PooledDatabase;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** The area over one database, put together as the framework does. */
final class Bench {
    static final Principal OWNER = Principal.special("admin");
    static final Principal ALICE = Principal.user("alice@example.org", "calice000000000000000user", Set.of());
    static final Principal BOB = Principal.user("bob@example.org", "cbob00000000000000000user", Set.of());

    private static final Map<Product, PooledDatabase> DATABASES = new EnumMap<>(Product.class);

    final PooledDatabase database;
    final AuditTables tables;
    final EntryWriter writer;
    final Backlog backlog;
    final AuditRoutes routes;

    Bench(Product product) throws SQLException {
        database = database(product);
        tables = new AuditTables(database);
        writer = new EntryWriter(database);
        backlog = new Backlog(writer, database);
        routes = new AuditRoutes(tables, writer, new OwnersSeeAll());
        execute("delete from audit_logs");
        execute("delete from audit_events");
        execute("delete from audit_bursts");
        execute("delete from users where email like '%@example.org'");
        for (Principal user : List.of(ALICE, BOB)) {
            execute("insert into users (id, email, created_at, updated_at) values ('"
                    + user.userId().orElseThrow() + "', '" + user.name()
                    + "', current_timestamp, current_timestamp)");
        }
    }

    private static synchronized PooledDatabase database(Product product) {
        return DATABASES.computeIfAbsent(product, p -> {
            try {
                String home = Files.createTempDirectory("mcpctl-audit").toString();
                String url = p == Product.H2 ? "" : PostgresServer.shared().newDatabase();
                return new PooledDatabase(
                        Annotations.of(PooledDatabase.Config.class, Map.of("home", home, "url", url)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void execute(String text) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
            database.commit(connection);
        }
    }

    /** A request as the machinery hands it to the route: with a checked body. */
    @SuppressWarnings("unchecked") // the body is of the route's type
    <B extends Record> Object call(Principal caller, String method, String path, B body, String query) {
        Route<B> route = (Route<B>) route(method, path);
        Reply reply = route.handler().handle(new Call<>(caller, Map.of(), query(query), Map.of(), body, "127.0.0.1"));
        return ((Reply.Json) reply).value();
    }

    Route<?> route(String method, String path) {
        return routes.routes().stream()
                .filter(r -> r.method().equals(method) && r.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new HashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            query.put(part.substring(0, part.indexOf('=')), List.of(part.substring(part.indexOf('=') + 1)));
        }
        return query;
    }

    Views.EventPage events(Principal caller, String query) {
        return (Views.EventPage) call(caller, "GET", "/audit/events", new Route.Nothing(), query);
    }

    Views.SessionPage sessions(Principal caller, String query) {
        return (Views.SessionPage) call(caller, "GET", "/audit/sessions", new Route.Nothing(), query);
    }

    Views.LogPage logs(Principal caller, String query) {
        return (Views.LogPage) call(caller, "GET", "/audit-logs", new Route.Nothing(), query);
    }

    static AuditEvent event(Instant time, String session, String kind, Principal user) {
        return new AuditEvent(
                time,
                session,
                "demo",
                kind,
                Source.mcplocal,
                Map.of("n", 1),
                Optional.of(session + "-1"),
                Optional.of(session + "-0"),
                Optional.of("files"),
                new Actor(Optional.of(user.name()), Optional.of("ci"), Optional.of("a".repeat(64))));
    }

    static AuditAction action(Instant time, Principal user, String action, String resource, String name) {
        return new AuditAction(
                time,
                user.userId(),
                user.name(),
                action,
                resource,
                Optional.of("cid-" + name),
                Optional.of(name),
                Map.of("method", "POST", "status", 201));
    }

    void store(AuditEvent... events) throws SQLException {
        writer.write(
                List.of(events).stream().map(e -> (Entry) new Entry.Event(e)).toList());
    }

    void store(AuditAction... actions) throws SQLException {
        writer.write(
                List.of(actions).stream().map(a -> (Entry) new Entry.Action(a)).toList());
    }

    /** Waits for a condition, 30 seconds at most. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || never.await(20, TimeUnit.MILLISECONDS)) {
                Assertions.fail("the condition did not come true within 30 seconds");
            }
        }
    }

    /** Special callers may view everything, users nothing. */
    private static final class OwnersSeeAll implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return caller.unrestricted();
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return caller.unrestricted() ? Scope.ALL : new Scope(false, Set.of());
        }
    }
}
