package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class MigrationTest {
    private static final String HISTORY =
            "select \"installed_rank\", \"version\", \"checksum\", \"installed_on\" from schema_history order by 1";
    private static final String NEWER = "insert into schema_history (\"installed_rank\", \"version\", \"description\","
            + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
            + " values (99, '999', 'later', 'SQL', 'V999__later.sql', 'test', 1, true)";

    private final Product product;

    @TempDir
    Path home = Path.of("");

    private String url = "";

    MigrationTest(Product product) {
        this.product = product;
    }

    @BeforeEach
    void newDatabase() {
        url = product == Product.H2 ? "" : PostgresServer.shared().newDatabase();
    }

    @AfterEach
    void forgetReport() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void anEmptyDatabaseBecomesCurrent() throws SQLException {
        PooledDatabase database = Databases.open(home, url);

        assertEquals(product, database.product());
        assertEquals(List.of("system@mcpctl.local"), Databases.rows(database, "select email from users"));
        assertEquals(
                List.of(Migrations.newest()),
                Databases.rows(
                        database,
                        "select max(cast(\"version\" as integer)) from schema_history where \"success\" = true"));
        database.close();
    }

    @Test
    void aSecondStartChangesNothing() throws SQLException {
        PooledDatabase first = Databases.open(home, url);
        List<String> history = Databases.rows(first, HISTORY);
        Databases.execute(first, "update users set name = 'kept'");
        first.close();

        PooledDatabase second = Databases.open(home, url);

        assertEquals(history, Databases.rows(second, HISTORY));
        assertEquals(List.of("kept"), Databases.rows(second, "select name from users"));
        second.close();
    }

    @Test
    void anOlderSchemaIsBroughtUpToDateAndItsRowsStay() throws SQLException {
        DatabaseUrl older = DatabaseUrl.of(url, home.resolve("db"));
        new Schema(older.dataSource(), product).migrate(Migrations.SCRIPTS.subList(0, 1));
        try (var connection = older.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update users set name = 'kept'");
        }

        PooledDatabase database = Databases.open(home, url);

        assertEquals(List.of("kept"), Databases.rows(database, "select name from users"));
        assertEquals(
                Migrations.SCRIPTS.size(),
                Databases.rows(database, "select 1 from schema_history where \"version\" is not null")
                        .size());
        database.close();
    }

    @Test
    void anUpgradeThatFailedHalfWayIsUndoneAndCanBeRepeated() throws SQLException {
        DatabaseUrl older = DatabaseUrl.of(url, home.resolve("db"));
        new Schema(older.dataSource(), product).migrate(Migrations.SCRIPTS.subList(0, 1));
        try (var connection = older.dataSource().getConnection();
                var statement = connection.createStatement()) {
            // Its name is taken: the script fails after its first statement.
            statement.execute("create index projects_list_index on projects (name)");
        }

        assertThrows(ProblemException.class, () -> Databases.open(home, url));
        try (var connection = older.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop index projects_list_index");
        }
        PooledDatabase repeated = Databases.open(home, url);

        assertEquals(
                List.of(Migrations.newest()),
                Databases.rows(
                        repeated,
                        "select max(cast(\"version\" as integer)) from schema_history where \"success\" = true"));
        repeated.close();
    }

    @Test
    void aScriptThatChangedAfterItWasAppliedStopsTheStartWithItsName() throws SQLException {
        PooledDatabase database = Databases.open(home, url);
        Databases.execute(database, "update schema_history set \"checksum\" = 7 where \"version\" = '1'");
        database.close();

        ProblemException refused = assertThrows(ProblemException.class, () -> Databases.open(home, url));

        assertTrue(
                refused.problem().detail().contains("migration V1__base.sql"),
                refused.problem().detail());
    }

    @Test
    void aNewerSchemaIsRefusedWithItsNumberAndStaysUntouched() throws Exception {
        PooledDatabase older = Databases.open(home, url);
        List<String> tables = Databases.rows(older, "select table_name from information_schema.tables order by 1");
        Databases.execute(older, NEWER);
        List<String> history = Databases.rows(older, HISTORY);

        if (product == Product.H2) {
            older.close();
        }
        ProblemException refused = assertThrows(ProblemException.class, () -> Databases.open(home, url));

        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(
                refused.problem().detail().contains("schema version 999"),
                refused.problem().detail());
        assertEquals(refused.problem().detail(), System.getProperty(StartupFailure.PROPERTY));
        if (product == Product.POSTGRESQL) {
            assertEquals(history, Databases.rows(older, HISTORY));
            assertEquals(tables, Databases.rows(older, "select table_name from information_schema.tables order by 1"));
            older.close();
        } else {
            try (var files = Files.list(home.resolve("db"))) {
                assertFalse(files.anyMatch(f -> f.toString().contains(".v")), "an upgrade was prepared");
            }
        }
    }

    @Test
    void whatWasRolledBackIsGoneAndWhatWasCommittedStays() throws SQLException {
        PooledDatabase database = Databases.open(home, url);
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("update users set name = 'lost'");
            connection.rollback();
        }
        Databases.execute(database, "update users set password_hash = 'x'");
        database.close();

        PooledDatabase again = Databases.open(home, url);

        assertEquals(List.of("system x"), Databases.rows(again, "select name, password_hash from users"));
        again.close();
    }

    @Test
    void emailsAreUniqueWhateverTheirCase() throws SQLException {
        PooledDatabase database = Databases.open(home, url);

        SQLException duplicate = assertThrows(
                SQLException.class,
                () -> Databases.execute(
                        database,
                        "insert into users (id, email, created_at, updated_at)"
                                + " values ('c1', 'SYSTEM@mcpctl.local', current_timestamp, current_timestamp)"));

        assertEquals("23505", duplicate.getSQLState());
        database.close();
    }
}
