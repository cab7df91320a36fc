package io.mcpctl.secrets.internal;

import static io.mcpctl.secrets.internal.Bench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several daemons, each with a home of its own, on one database that holds no secret yet. */
final class SharedKeyTest {
    private final Bench bench = new Bench(Product.POSTGRESQL);
    private final AtomicInteger refused = new AtomicInteger();

    @TempDir
    Path folder = Path.of("");

    SharedKeyTest() throws SQLException {}

    @AfterEach
    void forgetReport() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void theFirstKeyIsTheKeyOfAllDaemons() throws IOException {
        Path own = bench.place.home().resolve("keys/master.key");
        Path other = Files.writeString(folder.resolve("other.key"), "0".repeat(64));

        Problem another = problem(() -> bench.cipher(other.toString()));
        Problem none = problem(() -> start(folder));

        for (Problem problem : List.of(another, none)) {
            assertTrue(problem.detail().contains("the database belongs to the master key"), problem::detail);
            assertTrue(problem.detail().contains("copy the key file"), problem::detail);
            assertTrue(problem.detail().contains("MCPD_MASTER_KEY_FILE"), problem::detail);
        }
        assertTrue(another.detail().contains(other + " holds"), another::detail);
        assertFalse(Files.exists(folder.resolve("keys/master.key")));
        String sealed = bench.cipher("").seal("here", "v");
        assertEquals("v", bench.cipher(own.toString()).open("here", sealed));
    }

    @Test
    void ofTwoThatStartAtOnceOneMakesTheKeyAndTheOtherKeepsNone() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            new RegisteredKey(bench.place.database()).forget();
            refused.set(0);
            Path one = folder.resolve("one-" + round);
            Path two = folder.resolve("two-" + round);
            Thread other = Thread.ofPlatform().start(() -> startOrCount(two));

            startOrCount(one);
            other.join();

            assertEquals(1, refused.get());
            assertNotEquals(made(one), made(two));
        }
    }

    private static boolean made(Path home) {
        return Files.exists(home.resolve("keys/master.key"));
    }

    private void startOrCount(Path home) {
        try {
            start(home);
        } catch (ProblemException e) {
            assertTrue(e.problem().detail().contains("MCPD_MASTER_KEY_FILE"), e.problem()::detail);
            refused.incrementAndGet();
        }
    }

    private MasterKeyCipher start(Path home) {
        return new MasterKeyCipher(
                bench.place.database(), Annotations.of(MasterKeyCipher.Config.class, Map.of("home", home.toString())));
    }
}
