package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged means durable: a process that is killed at any moment has lost nothing it said was committed. */
final class DurabilityTest {
    @TempDir
    Path home = Path.of("");

    @Test
    @Timeout(120)
    void everyAcknowledgedRowSurvivesKillMinusNine() throws Exception {
        List<String> acknowledged = acknowledgedBeforeTheKill(50);

        PooledDatabase database = Databases.open(home, "");
        Set<String> stored = new HashSet<>(Databases.rows(database, "select id from users"));
        database.close();

        assertTrue(acknowledged.size() >= 50, "only " + acknowledged.size() + " rows were written");
        assertEquals(
                List.of(),
                acknowledged.stream().filter(id -> !stored.contains(id)).toList());
    }

    private List<String> acknowledgedBeforeTheKill(int rows) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line may be cut by the kill: only whole ids were acknowledged.
                if (line.matches("row\\d{8}")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == rows) {
                    // The handle's form leaves the pipe open: what was printed before the kill is still read.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        return acknowledged;
    }

    /** The child: inserts rows until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws SQLException {
            PooledDatabase database = Databases.open(Path.of(args[0]), "");
            for (int i = 1; i < 100_000; i++) {
                String id = String.format("row%08d", i);
                try (Connection connection = database.connect();
                        PreparedStatement insert =
                                connection.prepareStatement("insert into users (id, email, created_at, updated_at)"
                                        + " values (?, ?, current_timestamp, current_timestamp)")) {
                    insert.setString(1, id);
                    insert.setString(2, id + "@example");
                    insert.executeUpdate();
                    database.commit(connection);
                }
                System.out.println(id);
                System.out.flush();
            }
        }
    }
}
