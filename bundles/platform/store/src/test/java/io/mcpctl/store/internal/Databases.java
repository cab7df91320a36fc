package io.mcpctl.store.internal;

import io.mcpctl.testing.Annotations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens databases as the framework does. */
final class Databases {
    private Databases() {}

    static PooledDatabase open(Path home, String url) {
        return open(home, url, 4);
    }

    static PooledDatabase open(Path home, String url, int connections) {
        return new PooledDatabase(Annotations.of(
                PooledDatabase.Config.class, Map.of("home", home.toString(), "url", url, "connections", connections)));
    }

    /** The rows of a query, columns joined with a space. */
    static List<String> rows(PooledDatabase database, String select) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }

    static void execute(PooledDatabase database, String text) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
            database.commit(connection);
        }
    }
}
