package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.DatabaseNeighbours;
import io.mcpctl.store.internal.PooledDatabase;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Store and writes over one database, put together as the framework does. */
final class Workbench {
    private static final Map<Product, PooledDatabase> DATABASES = new EnumMap<>(Product.class);

    static final Guard OWNER = new Guard(new Everything(), Principal.SYSTEM, Request.NONE);
    static final Guard TRYING =
            new Guard(new Everything(), Principal.SYSTEM, new Request(true, name -> Optional.empty(), sentence -> {}));

    final List<Change> told = new CopyOnWriteArrayList<>();
    final JdbcStore store;
    final Writes writes;
    final Kinds kinds = new Kinds();
    final Listeners listeners = new Listeners();
    final PooledDatabase database;
    final DatabaseNeighbours neighbours;

    Workbench(Product product) throws SQLException {
        database = database(product);
        neighbours = new DatabaseNeighbours(database);
        kinds.addProvider(new Sample.Plain<>(Sample.SERVER));
        kinds.addProvider(new Sample.Plain<>(Sample.ATTACHMENT));
        kinds.addProvider(new Sample.Projects());
        store = new JdbcStore(database, neighbours, kinds, listeners);
        writes = new Writes(store, kinds);
        execute("delete from project_servers");
        execute("delete from projects");
        execute("delete from mcp_servers");
        listeners.addListener(change -> {
            // A listener reads through another connection: it sees only what is committed.
            boolean stored =
                    store.find(description(change), change.resource().id()).isPresent();
            if (!change.foreign()) {
                Assertions.assertEquals(change.after().isPresent(), stored);
            }
            told.add(change);
        });
    }

    /** One database per product and JVM; the pools end with the JVM. */
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

    /** Listens to other workbenches on the same database. */
    void hear() {
        neighbours.addListener(new NeighbourChanges(store, kinds, listeners));
    }

    /** Ends what talks to neighbours; the database stays for other tests. */
    void close() {
        neighbours.close();
    }

    void execute(String text) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
            database.commit(connection);
        }
    }

    private ResourceKind<?> description(Change change) {
        return kinds.require(change.kind()).kind().description();
    }

    Writes.Written create(String kind, String json) {
        return writes.create(kinds.require(kind), json(json), OWNER);
    }

    Writes.Written update(String kind, String name, String json) {
        return writes.update(kinds.require(kind), name, json(json), OWNER);
    }

    void delete(String kind, String name) {
        writes.delete(kinds.require(kind), name, OWNER);
    }

    Writes.Outcome apply(String json) {
        return writes.apply(json(json), OWNER);
    }

    /** The document with single quotes for double ones. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Problem problem(Executable executable) {
        return Assertions.assertThrows(ProblemException.class, executable).problem();
    }

    static List<String> paths(Problem problem) {
        return problem.violations().stream().map(Problem.Violation::path).toList();
    }

    List<String> toldWords() {
        return told.stream()
                .map(c -> c.kind() + " " + c.resource().name()
                        + (c.before().isEmpty() ? " created" : c.after().isEmpty() ? " deleted" : " updated"))
                .toList();
    }

    /** Allows whatever is asked. */
    private static final class Everything implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return true;
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return Scope.ALL;
        }
    }
}
