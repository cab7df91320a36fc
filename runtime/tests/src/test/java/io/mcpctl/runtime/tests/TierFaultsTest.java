package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The control plane goes and comes back under load; the proxy is never touched. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TierFaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TwoTiers TIERS = new TwoTiers();
    private static final Fixture WEB = Fixture.start();
    private static final List<String> SERVERS = List.of("web", "pipe", "web", "pipe");
    /** All that clients may be told meanwhile. */
    private static final Predicate<String> CLEAR = Pattern.compile(
                    "mcpd at \\S+ (cannot be reached|broke the connection)|the daemon is (stopping|starting)"
                            + "|no running instance for server|server \\\\\"\\w+\\\\\" ended|was closed"
                            + "|session with server \\\\\"\\w+\\\\\" ended|no longer knows the session|it was defined just now|HTTP status 503|mcpd at \\S+ answered 503")
            .asPredicate();

    @BeforeAll
    static void start() {
        TIERS.planeUp();
        WEB.behind(TIERS.plane);
        TIERS.proxyUp();
    }

    @AfterAll
    static void stop() {
        TIERS.close();
        WEB.close();
    }

    @Test
    void clientsHearWhyAndGoOnAfterEachRestart() throws InterruptedException {
        AtomicInteger[] rounds = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        Set<String> unclear = ConcurrentHashMap.newKeySet();
        Set<String> heard = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SERVERS.size(); i++) {
                int number = i;
                threads.execute(() -> use(SERVERS.get(number), rounds[number], heard, unclear));
            }
            allGoOn(rounds, heard);
            Levels before = Levels.of(TIERS.proxy);

            TIERS.plane.run("down").exits(0);
            TIERS.plane.up();
            allGoOn(rounds, heard);
            TIERS.plane.processes().stream()
                    .filter(process -> process.command().contains("io.mcpctl.launcher.Main"))
                    .forEach(HomeProcess::kill);
            TIERS.plane.awaitNoProcess();
            TIERS.plane.up();
            allGoOn(rounds, heard);

            threads.shutdownNow();
            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
            before.areBack(TIERS.proxy);
        }
        assertEquals(Set.of(), unclear);
    }

    /** Each client gets on, whatever it heard before. */
    private static void allGoOn(AtomicInteger[] rounds, Set<String> heard) {
        for (AtomicInteger one : rounds) {
            int now = one.get();
            Wait.until("all clients go on", LIMIT, () -> one.get() > now + 5, heard::toString);
        }
    }

    private static void use(String server, AtomicInteger rounds, Set<String> heard, Set<String> unclear) {
        try (RawClient client = new RawClient(TIERS.proxy.url("/servers/" + server + "/mcp"))) {
            while (!Thread.currentThread().isInterrupted()) {
                String answer = client.call("echo", "{\"message\":\"x\"}").getLast();
                if (answer.contains("Echo: x")) {
                    rounds.incrementAndGet();
                } else {
                    (CLEAR.test(answer) ? heard : unclear).add(answer.replaceAll("\"id\":\\d+", "\"id\":0"));
                }
            }
        } catch (AssertionError e) {
            if (!Thread.currentThread().isInterrupted()) {
                unclear.add(String.valueOf(e));
            }
        }
    }
}
