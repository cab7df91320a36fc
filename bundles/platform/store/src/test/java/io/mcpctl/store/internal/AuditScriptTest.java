package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script that puts audit events in the order of their arrival. */
final class AuditScriptTest {
    @TempDir
    Path home = Path.of("");

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatWasRecordedBeforeStaysInItsOrder(Product product) throws Exception {
        String url = product == Product.H2 ? "" : PostgresServer.shared().newDatabase();
        DatabaseUrl address = DatabaseUrl.of(url, home.resolve("db"));
        new Schema(address.dataSource(), product)
                .migrate(Migrations.SCRIPTS.stream()
                        .takeWhile(script -> !script.startsWith("V9__"))
                        .toList());
        try (Connection connection = address.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String session : List.of("z", "a", "m")) {
                statement.execute("insert into audit_events (id, event_time, session_id, project_name, event_kind,"
                        + " source, verified, payload, created_at) values ('c" + session + "', current_timestamp, '"
                        + session + "', 'p', 'k', 'mcpd', true, "
                        + (product == Product.H2 ? "json" : "jsonb") + " '{}', current_timestamp)");
            }
        }

        PooledDatabase database = Databases.open(home, url);

        assertEquals(
                List.of("z", "a", "m"), Databases.rows(database, "select session_id from audit_events order by seq"));
        database.close();
    }
}
