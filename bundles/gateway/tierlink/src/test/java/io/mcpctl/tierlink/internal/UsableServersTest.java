package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers callers may use, as mcpd says. */
class UsableServersTest {
    private static final Caller BOB = new Caller(Principal.user("bob", "c7", Set.of()), Optional.of("session"));
    private static final Caller OWNER = new Caller(Principal.special("local"), Optional.empty());

    @TempDir
    Path home = Path.of("");

    private final FakeMcpd fake = new FakeMcpd();
    private volatile Set<String> there = Set.of("one");

    @AfterEach
    void stop() {
        fake.close();
    }

    private RemoteAccess access() {
        return new RemoteAccess(
                Settings.mcpd(fake, home, "own"), Clock.systemUTC(), Settings.noUpstreams(home), () -> there);
    }

    @Test
    void mcpdIsAskedOnceWithTheBearerOfEachCaller() {
        fake.on("/servers", 200, "[\"one\"]");
        RemoteAccess access = access();

        assertEquals(Set.of("one"), access.servers(BOB));
        assertEquals(Set.of("one"), access.servers(BOB));
        assertEquals(1, fake.asked("/servers"));
        assertEquals(Optional.of("Bearer session"), fake.seen.getFirst().authorization());
        access.servers(OWNER);
        assertEquals(Optional.of("Bearer own"), fake.seen.getLast().authorization());
    }

    @Test
    void whatComesAtMcpdIsUsableAtOnce() {
        fake.on("/servers", 200, "[\"one\"]");
        RemoteAccess access = access();
        access.servers(BOB);

        fake.on("/servers", 200, "[\"one\",\"two\"]");
        there = Set.of("one", "two");

        assertEquals(Set.of("one", "two"), access.servers(BOB));
    }

    @Test
    void whileMcpdIsAwayTheLastAnswerCountsAndNobodyWaits() {
        fake.on("/servers", 200, "[\"one\"]");
        RemoteAccess access = access();
        access.servers(BOB);
        fake.away();
        there = Set.of();

        assertEquals(Set.of("one"), access.servers(BOB));
        assertEquals(Set.of(), access.servers(new Caller(BOB.principal(), Optional.of("another"))));
    }

    @Test
    void whoIsRefusedMayUseNothing() {
        fake.on("/servers", 200, "[\"one\"]");
        RemoteAccess access = access();
        access.servers(BOB);

        fake.on("/servers", 401, "{}");
        there = Set.of("one", "two");

        assertEquals(Set.of(), access.servers(BOB));
    }

    @Test
    void anAnswerThatIsUnderWayIsNotAskedForTwice() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        fake.on("/servers", exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeMcpd.say(exchange, 200, "[\"one\"]");
        });
        RemoteAccess access = access();
        Thread first = Thread.ofVirtual().start(() -> access.servers(BOB));
        asked.await();
        Thread second = Thread.ofVirtual().start(() -> access.servers(BOB));

        answer.countDown();
        first.join();
        second.join();

        assertEquals(1, fake.asked("/servers"));
    }

    @Test
    void theOwnerAlsoUsesTheServersOfTheProxyAlone() throws IOException {
        fake.on("/servers", 200, "[\"one\"]");
        RemoteAccess access = access();
        Path file = home.resolve("config.json");
        Files.writeString(file, """
                {"upstreams":[{"name":"mine","transport":"streamable-http","url":"http://127.0.0.1:1/mcp"}]}""");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        Until.holds("the file is read", () -> access.servers(OWNER).equals(Set.of("one", "mine")));
        assertEquals(Set.of("one"), access.servers(BOB));
    }

    @Test
    void theEndpointOfAllServersIsForWhoeverMayAskWhichTheyAre() {
        fake.on("/servers", 200, "[]").on("/mcp", 403, "");

        access().admit(BOB, "/mcp");

        assertTrue(fake.seen.stream().noneMatch(one -> one.uri().equals("/mcp")));
    }
}
