package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.internal.KindBench;
import io.mcpctl.secrets.api.SecretReferrers.Use;
import io.mcpctl.secrets.plaintext.PlaintextDriver;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.PooledDatabase;
import io.mcpctl.testing.Annotations;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** The secrets area over one database, put together as the framework does, with nothing stored but what every start guarantees. */
final class Bench {
    private static final Map<Product, Place> PLACES = new EnumMap<>(Product.class);

    final Place place;
    final ForeignStore foreign = new ForeignStore();
    final List<Use> uses = new CopyOnWriteArrayList<>();
    final KindBench kinds;
    final StoredResolver resolver;
    final Backends backends;

    /** A database and the home that its key is in; one per product and JVM. */
    record Place(PooledDatabase database, Path home, String url) {}

    Bench(Product product) throws SQLException {
        place = place(product);
        execute("delete from secrets");
        execute("delete from secret_backends");
        execute("delete from master_key");
        ResolverDesk desk = new ResolverDesk();
        backends = new Backends(desk, new DefaultBackend(place.database()));
        backends.addDriver(new PlaintextDriver(cipher("")), Map.of("type", "plaintext"));
        backends.addDriver(foreign, Map.of("type", "foreign"));
        Referrers referrers = new Referrers();
        referrers.addReferrers((secret, within) -> List.copyOf(uses));
        kinds = new KindBench(place.database(), new SecretBackendKind(backends), new SecretKind(backends, referrers));
        resolver = new StoredResolver(kinds.store(), backends, desk);
    }

    static synchronized Place place(Product product) {
        return PLACES.computeIfAbsent(product, Bench::newPlace);
    }

    static Place newPlace(Product product) {
        try {
            Path home = Files.createTempDirectory("mcpctl-secrets");
            String url = product == Product.H2 ? "" : PostgresServer.shared().newDatabase();
            return new Place(
                    new PooledDatabase(
                            Annotations.of(PooledDatabase.Config.class, Map.of("home", home.toString(), "url", url))),
                    home,
                    url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As at a start of the daemon. */
    MasterKeyCipher cipher(String masterKeyFile) {
        return new MasterKeyCipher(
                place.database(),
                Annotations.of(
                        MasterKeyCipher.Config.class,
                        Map.of("home", place.home().toString(), "masterKeyFile", masterKeyFile)));
    }

    ResourceStore store() {
        return kinds.store();
    }

    void execute(String text) throws SQLException {
        try (Connection connection = place.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
            place.database().commit(connection);
        }
    }

    List<String> rows(String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = place.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    static Problem problem(Executable executable) {
        return Assertions.assertThrows(ProblemException.class, executable).problem();
    }
}
