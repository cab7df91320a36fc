package io.mcpctl.store.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.store.api.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database named by the configuration, or an embedded H2 file under the home. */
@Component(
        service = {Database.class, PooledDatabase.class},
        configurationPid = "io.mcpctl.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PooledDatabase.Config.class)
public final class PooledDatabase implements Database {
    private static final Logger log = LoggerFactory.getLogger(PooledDatabase.class);

    /** Many callers at once wait for each other: the pool does not serve them strictly in turn. */
    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(30);

    private final HikariDataSource pool;
    private final DataSource source;
    private final Product product;
    private final GroupSync durable = new GroupSync();

    /** Settings of the database. */
    @ObjectClassDefinition(name = "Database")
    public @interface Config {
        @AttributeDefinition(description = "Folder of the product's state; set by the launcher.")
        String home() default "";

        @AttributeDefinition(description = "JDBC or postgresql:// URL; empty: an embedded database under the home.")
        String url() default "";

        @AttributeDefinition(description = "Connections at one time, 1 to 100.")
        int connections() default 8;
    }

    @Activate
    public PooledDatabase(Config config) {
        DatabaseUrl url = checked(config);
        this.product = url.product();
        this.source = url.dataSource();
        this.pool = open(url, config.connections());
        Optional<FileCopy> copy = Optional.empty();
        try {
            Schema schema = new Schema(pool, product);
            Optional<String> stored = schema.stored();
            if (!stored.equals(Optional.of(Migrations.newest()))) {
                copy = stored.flatMap(version -> url.file().map(file -> FileCopy.make(file, version)));
                schema.migrate();
                log.atInfo().addKeyValue("version", Migrations.newest()).log("database schema is current");
            }
        } catch (SQLException e) {
            pool.close();
            throw StartupFailure.report(unavailable(e));
        } catch (ProblemException e) {
            pool.close();
            // PostgreSQL undoes a failed script by itself, H2 does not.
            copy.ifPresent(FileCopy::restore);
            throw StartupFailure.report(e);
        }
    }

    @Deactivate
    void close() {
        pool.close();
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /** H2 writes commits to its file some time later, whatever its write delay says: the checkpoint makes them durable. */
    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        if (product == Product.H2) {
            durable.await(() -> {
                try (Statement checkpoint = connection.createStatement()) {
                    checkpoint.execute("checkpoint sync");
                }
            });
        }
    }

    /** Connections beside the pool, for those who keep one. */
    DataSource unpooled() {
        return source;
    }

    @Override
    public Product product() {
        return product;
    }

    private static DatabaseUrl checked(Config config) {
        try {
            if (config.connections() < 1 || config.connections() > 100) {
                throw new ProblemException(
                        ProblemKind.INVALID, "store.connections is " + config.connections() + "; allowed are 1 to 100");
            }
            return DatabaseUrl.of(config.url(), Path.of(config.home()).resolve("db"));
        } catch (ProblemException e) {
            throw StartupFailure.report(e);
        }
    }

    private static HikariDataSource open(DatabaseUrl url, int connections) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("store");
        hikari.setDataSource(url.dataSource());
        hikari.setAutoCommit(false);
        hikari.setMaximumPoolSize(connections);
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
        LostFile lostFile = new LostFile();
        if (url.product() == Product.H2) {
            hikari.setExceptionOverride(lostFile);
        }
        try {
            HikariDataSource pool = new HikariDataSource(hikari);
            lostFile.watch(pool);
            return pool;
        } catch (RuntimeException e) {
            throw StartupFailure.report(unavailable(e));
        }
    }

    private static ProblemException unavailable(Exception e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new ProblemException(ProblemKind.UNAVAILABLE, "the database cannot be opened: " + root.getMessage(), e);
    }
}
