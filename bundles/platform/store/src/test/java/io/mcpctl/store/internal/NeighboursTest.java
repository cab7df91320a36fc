package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.store.api.NeighbourListener;
import io.mcpctl.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons on one PostgreSQL, as their stores see each other. */
final class NeighboursTest {
    @TempDir
    Path home = Path.of("");

    private PooledDatabase database;
    private DatabaseNeighbours one;
    private DatabaseNeighbours other;
    private final List<String> heardByOne = new CopyOnWriteArrayList<>();
    private final List<String> heardByOther = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        database = Databases.open(home, PostgresServer.shared().newDatabase(), 6);
        one = new DatabaseNeighbours(database);
        other = new DatabaseNeighbours(database);
        one.addListener(new Remembering(heardByOne));
        other.addListener(new Remembering(heardByOther));
        await("both listen", () -> count("listen%") == 2);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        database.close();
    }

    private record Remembering(List<String> heard) implements NeighbourListener {
        @Override
        public void told(String text) {
            heard.add(text);
        }

        @Override
        public void missed() {
            heard.add("missed");
        }
    }

    /** Connections that listen: they never run anything but these statements. */
    private int count(String query) {
        try {
            return Databases.rows(
                            database,
                            "select pid from pg_stat_activity where datname = current_database() and (query ilike '"
                                    + query + "' or query = 'select 1' or query like 'select pg_try_advisory%')")
                    .size();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try {
            while (!condition.getAsBoolean()) {
                assertTrue(System.nanoTime() < deadline, "not within 20 s: " + what);
                assertFalse(never.await(20, TimeUnit.MILLISECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void tell(DatabaseNeighbours from, String text, boolean commit) throws SQLException {
        try (var connection = database.connect()) {
            from.tell(connection, text);
            if (commit) {
                database.commit(connection);
            } else {
                connection.rollback();
            }
        }
    }

    @Test
    void othersHearWhatIsCommittedInOrderAndNothingElse() throws SQLException {
        tell(one, "undone", false);
        tell(one, "first", true);
        tell(one, "second 'quoted' ü", true);
        tell(other, "back", true);

        await("all heard", () -> heardByOther.size() == 2 && heardByOne.size() == 1);
        assertEquals(List.of("first", "second 'quoted' ü"), heardByOther);
        assertEquals(List.of("back"), heardByOne);
    }

    @Test
    void oneRunsALoopAndTheOtherTakesOverWhenItDies() {
        await("one leads", () -> one.leads("reconciler"));
        assertFalse(other.leads("reconciler"));
        await("another loop is free", () -> other.leads("retention"));

        one.close();

        await("the other took over", () -> other.leads("reconciler"));
        assertFalse(one.leads("reconciler"));
    }

    @Test
    void aLostConnectionLosesTheLoopAndIsToldAsAGap() throws SQLException {
        await("one leads", () -> one.leads("reconciler"));

        Databases.rows(
                database,
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()");

        await("a gap was told", () -> heardByOne.contains("missed"));
        tell(other, "again", true);
        await("it hears again", () -> heardByOne.contains("again"));
        await("somebody leads", () -> one.leads("reconciler") || other.leads("reconciler"));
        assertFalse(one.leads("reconciler") && other.leads("reconciler"));
    }
}
