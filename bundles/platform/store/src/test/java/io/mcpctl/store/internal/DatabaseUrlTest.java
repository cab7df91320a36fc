package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.store.api.Database.Product;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

final class DatabaseUrlTest {
    @TempDir
    Path home = Path.of("");

    @AfterEach
    void forgetReport() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void withoutUrlTheDatabaseIsEmbeddedUnderTheHome() {
        DatabaseUrl url = DatabaseUrl.of("", home);

        assertEquals(Product.H2, url.product());
        assertEquals(
                home.resolve("mcpctl.mv.db").toAbsolutePath(),
                url.file().orElseThrow().toAbsolutePath());
    }

    @Test
    void userPasswordAndOptionsOfTheUrlReachTheDriver() {
        DatabaseUrl url =
                DatabaseUrl.of("postgresql://me:p%40ss%2Bword@db.example:6543/things?sslmode=require&schema=own", home);

        PGSimpleDataSource source = (PGSimpleDataSource) url.dataSource();
        assertEquals("me", source.getUser());
        assertEquals("p@ss+word", source.getPassword());
        assertEquals("db.example", source.getServerNames()[0]);
        assertEquals(6543, source.getPortNumbers()[0]);
        assertEquals("things", source.getDatabaseName());
        assertEquals("require", source.getSslMode());
        assertEquals("own", source.getCurrentSchema());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:hush@host/db",
                "postgresql://me:hush^{}@host/db",
                "postgresql://me:hush@host",
                "postgresql://me:hush@/db",
                "postgresql:hush",
                "jdbc:postgresql://host:hush/db"
            })
    void aMalformedUrlIsRefusedWithoutRepeatingIt(String url) {
        ProblemException refused = assertThrows(ProblemException.class, () -> Databases.open(home, url));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertFalse(
                refused.problem().detail().contains("hush"), refused.problem().detail());
        assertNull(refused.getCause());
        assertEquals(refused.problem().detail(), System.getProperty(StartupFailure.PROPERTY));
    }

    @Test
    void anUnknownOptionIsRefusedWithItsName() {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> DatabaseUrl.of("postgresql://host/db?sslmod=require", home));

        assertTrue(
                refused.problem().detail().contains("'sslmod'"),
                refused.problem().detail());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void aNumberOfConnectionsOutOfRangeIsReported(int connections) {
        ProblemException refused = assertThrows(ProblemException.class, () -> Databases.open(home, "", connections));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertTrue(
                refused.problem().detail().contains("1 to 100"),
                refused.problem().detail());
    }

    @Test
    void anUnreachableDatabaseIsUnavailable() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        ProblemException failure = assertThrows(
                ProblemException.class, () -> Databases.open(home, "postgresql://me:hush@127.0.0.1:" + closed + "/db"));

        assertEquals(ProblemKind.UNAVAILABLE, failure.kind());
        assertFalse(
                failure.problem().detail().contains("hush"), failure.problem().detail());
        assertEquals(failure.problem().detail(), System.getProperty(StartupFailure.PROPERTY));
    }
}
