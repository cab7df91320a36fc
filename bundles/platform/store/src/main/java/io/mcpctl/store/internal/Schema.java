package io.mcpctl.store.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date; when one SELECT shows that it is, nothing else is loaded or run. */
final class Schema {
    private static final String HISTORY = "schema_history";

    private final DataSource source;
    private final Product product;

    Schema(DataSource source, Product product) {
        this.source = source;
        this.product = product;
    }

    /**
     * The version of the stored schema; empty for a new database.
     *
     * @throws ProblemException CONFLICT when it was written by a newer program, or by other scripts than ours of the
     *     same names: it is not touched
     */
    Optional<String> stored() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select \"version\", \"checksum\" from " + HISTORY
                        + " where \"success\" = true and \"version\" is not null")) {
            int version = 0;
            while (row.next()) {
                version = Math.max(version, row.getInt(1));
                requireUnchanged(row.getString(1), row.getInt(2));
            }
            if (version > Integer.parseInt(Migrations.newest())) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "the database has schema version " + version + ", this program knows versions up to "
                                + Migrations.newest() + "; start the newer mcpctl that wrote it, nothing was changed");
            }
            return version == 0 ? Optional.empty() : Optional.of(Integer.toString(version));
        } catch (SQLException e) {
            if (isMissingTable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void requireUnchanged(String version, int recorded) {
        for (String script : Migrations.SCRIPTS) {
            if (Migrations.version(script).equals(version) && Migrations.checksum(script) != recorded) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "migration " + script + " is not the one that was applied to this database (checksum "
                                + Migrations.checksum(script) + ", applied " + recorded
                                + "); start the mcpctl that wrote it, nothing was changed");
            }
        }
    }

    void migrate() {
        migrate(Migrations.SCRIPTS);
    }

    void migrate(List<String> scripts) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .table(HISTORY)
                    .resourceProvider(new Migrations(scripts))
                    .placeholders(Map.of(
                            "json", product == Product.H2 ? "json" : "jsonb",
                            "generated", product == Product.H2 ? "" : "stored",
                            "bytes", product == Product.H2 ? "varbinary(1000000)" : "bytea",
                            "binary", product.binary().strip()))
                    .loggers("slf4j")
                    .communityDBSupportEnabled(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ProblemException(
                    ProblemKind.INTERNAL, "the database could not be migrated: " + e.getMessage(), e);
        }
    }

    /** SQL state of an unknown table: 42P01 (PostgreSQL), 42S02 and 42S04 (H2). */
    private static boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return "42P01".equals(state) || "42S02".equals(state) || "42S04".equals(state);
    }
}
