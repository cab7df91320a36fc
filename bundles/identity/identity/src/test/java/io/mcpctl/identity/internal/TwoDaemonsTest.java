package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.store.api.Database.Product;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What ends at one daemon ends at the other on the same PostgreSQL. The clocks stand still, so that nothing ends because
 * it was remembered for too long.
 */
final class TwoDaemonsTest {
    private final Daemon one = new Daemon(Product.POSTGRESQL);
    private final Daemon other = new Daemon(Product.POSTGRESQL);

    /** Until its line is open a daemon hears nothing. */
    @BeforeEach
    void bothHear() {
        await("the other hears", () -> hears(one, other));
        await("the one hears", () -> hears(other, one));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static boolean hears(Daemon from, Daemon to) {
        Daemon.done(from.post("/groups", Daemon.OWNER, "{'name':'warm-up'}"));
        Daemon.done(from.call("DELETE", "/groups/warm-up", Daemon.OWNER, ""));
        return to.changes.stream().anyMatch(change -> change.foreign());
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

    private void awaitRefused(int status, String path, String bearer) {
        await(path + " is answered " + status, () -> other.get(path, bearer).status() == status);
    }

    @Test
    void aLogoutIsHeard() {
        String session = one.user("ada", "");
        assertEquals(200, other.get("/auth/me", session).status());

        Daemon.done(one.post("/auth/logout", session, ""));

        awaitRefused(401, "/auth/me", session);
    }

    @Test
    void aRevokedTokenIsHeardWithItsReason() {
        one.project("demo");
        String raw = one.token(Daemon.OWNER, "{'name':'ci','project':'demo'}");
        assertEquals(200, other.get("/auth/me", raw).status());

        Daemon.done(one.post("/mcptokens/ci/revoke", Daemon.OWNER, ""));

        awaitRefused(401, "/auth/me", raw);
        assertTrue(other.get("/auth/me", raw).error().contains("revoked"));
    }

    @Test
    void aNewPasswordAndTheEndOfTheUserAreHeard() {
        String first = one.user("ada", "");
        String second = one.user("bob", "");
        assertEquals(200, other.get("/auth/me", first).status());
        assertEquals(200, other.get("/auth/me", second).status());

        Daemon.done(one.call("PUT", "/users/ada@x.org", Daemon.OWNER, "{'password':'another long one'}"));
        Daemon.done(one.call("DELETE", "/users/bob@x.org", Daemon.OWNER, ""));

        awaitRefused(401, "/auth/me", first);
        awaitRefused(401, "/auth/me", second);
    }

    @Test
    void aRuleThatGoesIsHeard() {
        String session = one.user("ada", "{'role':'view','resource':'users'}");
        await("the rule is heard", () -> other.get("/users", session).status() == 200);

        Daemon.done(one.call("DELETE", "/rbac-definitions/ada-rules", Daemon.OWNER, ""));

        awaitRefused(403, "/users", session);
    }
}
