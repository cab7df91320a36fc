package io.mcpctl.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.sample.api.Greeter;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Plug-ins come, are exchanged and go in a real framework. */
class ExchangeTest {
    private final Path home;

    ExchangeTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void aJarInTheFolderIsInServiceUntilItIsTakenOut() throws Exception {
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            Path jar = Greeters.jar("1.0.0").write(daemon.folder().resolve("greeter.jar"));

            String shown = daemon.awaitShown(Greeters.NAME, "state=active");
            assertTrue(
                    shown.contains("version=1.0.0, state=active, provides=[greeter/polite], source=greeter.jar"),
                    shown);
            assertEquals("1.0.0 Ada", greeters.greet("Ada"));

            Greeters.jar("1.1.0").write(jar);
            daemon.awaitShown(Greeters.NAME, "version=1.1.0, state=active");
            daemon.await("the old version ended", () -> greeters.greet("Ada").equals("1.1.0 Ada"));
            WeakReference<ClassLoader> loader = loader(daemon);

            Files.delete(jar);
            daemon.await("no greeter", () -> daemon.show(Greeters.NAME).isEmpty());
            assertFalse(greeters.present());
            assertEquals(0, daemon.services(Greeter.class).size());
            daemon.await("class loader collected", () -> collected(loader));
        }
    }

    @Test
    void noCallIsLostWhileVersionsAreExchangedAndNothingStaysBehind() throws Exception {
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            Path one = Greeters.jar("1.0.0").write(home.resolve("one.jar"));
            Path two = Greeters.jar("1.0.1").write(home.resolve("two.jar"));
            daemon.send("/plugins", "", one);
            Set<Thread> before = threads();
            AtomicBoolean over = new AtomicBoolean();

            try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
                Future<?> calls = clients.submit(() -> {
                    while (!over.get()) {
                        assertTrue(greeters.greet("Ada").startsWith("1.0."));
                    }
                });
                WeakReference<ClassLoader> first = loader(daemon);
                for (int i = 0; i < 50; i++) {
                    daemon.send("/plugins/{name}/upgrade", Greeters.NAME, i % 2 == 0 ? two : one);
                }
                over.set(true);
                calls.get(20, TimeUnit.SECONDS);
                daemon.await("first class loader collected", () -> collected(first));
            }

            assertEquals("1.0.0 Ada", greeters.greet("Ada"));
            assertEquals(1, daemon.services(Greeter.class).size());
            daemon.await("no former version in memory", () -> {
                System.gc();
                return daemon.show(Greeters.NAME).contains("inMemory=[]");
            });
            Set<Thread> after = threads();
            after.removeAll(before);
            after.removeIf(thread -> thread.getName().startsWith("pool-"));
            assertEquals(Set.of(), after);
        }
    }

    @Test
    void theOldVersionGoesOnWhenTheNewOneCannotStart() throws Exception {
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            Path jar = Greeters.jar("1.0.0").write(daemon.folder().resolve("greeter.jar"));
            daemon.awaitShown(Greeters.NAME, "state=active");

            Greeters.jar("2.0.0", "public Polite() { throw new IllegalStateException(\"no ink\"); }", "return name;")
                    .write(jar);

            String shown = daemon.awaitShown(Greeters.NAME, "2.0.0 refused");
            assertTrue(shown.contains("version=1.0.0, state=active"), shown);
            assertTrue(shown.contains("no ink") && shown.contains("greeter.jar"), shown);
            assertEquals("1.0.0 Ada", greeters.greet("Ada"));

            Greeters.checking("2.0.1", "the paper is missing").write(jar);
            daemon.awaitShown(Greeters.NAME, "2.0.1 refused", "its self-check says: the paper is missing");
            assertEquals("1.0.0 Ada", greeters.greet("Ada"));

            Greeters.jar("2.0.2").write(jar);
            assertFalse(daemon.awaitShown(Greeters.NAME, "version=2.0.2, state=active")
                    .contains("refused"));
        }
    }

    @Test
    void oneThatNeverFinishesStartingIsGivenUp() throws Exception {
        try (Home daemon = Home.open(home, Map.of("startSeconds", 1))) {
            Greeters greeters = new Greeters(daemon.context());
            Path jar = Greeters.jar("1.0.0").write(daemon.folder().resolve("greeter.jar"));
            daemon.awaitShown(Greeters.NAME, "state=active");

            String forever = "public Polite() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }";
            Greeters.jar("1.1.0", forever, "return name;").write(jar);

            daemon.awaitShown(Greeters.NAME, "1.1.0 refused", "did not finish starting within 1 s");
            assertEquals("1.0.0 Ada", greeters.greet("Ada"));
            assertEquals(1, daemon.services(Greeter.class).size());
        }
    }

    @Test
    void whatWasInServiceIsAgainAfterARestart() throws Exception {
        try (Home daemon = Home.open(home)) {
            daemon.send("/plugins", "", Greeters.jar("1.0.0").write(home.resolve("one.jar")));
            daemon.send(
                    "/plugins/{name}/upgrade",
                    Greeters.NAME,
                    Greeters.jar("1.1.0").write(home.resolve("two.jar")));
            daemon.post("rollback", Greeters.NAME);
        }
        try (Home daemon = Home.open(home)) {
            String shown = daemon.awaitShown(Greeters.NAME, "state=active");
            assertTrue(shown.contains("version=1.0.0"), shown);
            assertTrue(shown.contains("version=1.1.0"), shown);

            daemon.post("disable", Greeters.NAME);
            assertEquals(0, daemon.services(Greeter.class).size());
        }
        try (Home daemon = Home.open(home)) {
            daemon.awaitShown(Greeters.NAME, "state=disabled");
            daemon.post("enable", Greeters.NAME);
            daemon.awaitShown(Greeters.NAME, "state=active");
            daemon.call("DELETE", "/plugins/{name}", Greeters.NAME, null, Map.of());
            assertEquals("", daemon.show(Greeters.NAME));
        }
        try (Home daemon = Home.open(home)) {
            assertEquals("", daemon.show(Greeters.NAME));
        }
    }

    @Test
    void threadsThatAPluginLeavesAreTold() throws Exception {
        try (Home daemon = Home.open(home)) {
            String leak =
                    "public Polite() { Thread t = new Thread(Polite::idle, \"left-behind\"); t.setDaemon(true); t.start(); }"
                            + " static void idle() { try { new java.util.concurrent.CountDownLatch(1).await(); }"
                            + " catch (InterruptedException e) { return; } }";
            daemon.send(
                    "/plugins", "", Greeters.jar("1.0.0", leak, "return name;").write(home.resolve("one.jar")));
            daemon.send(
                    "/plugins/{name}/upgrade",
                    Greeters.NAME,
                    Greeters.jar("1.1.0").write(home.resolve("two.jar")));

            daemon.awaitShown(Greeters.NAME, "inMemory=[1.0.0]", "threadsLeft=[left-behind]");
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("left-behind"))
                    .forEach(Thread::interrupt);
        }
    }

    private static WeakReference<ClassLoader> loader(Home daemon) {
        Bundle bundle = Arrays.stream(daemon.context().getBundles())
                .filter(each -> Greeters.NAME.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        assertNotNull(bundle.adapt(BundleWiring.class));
        return new WeakReference<>(
                Objects.requireNonNull(bundle.adapt(BundleWiring.class)).getClassLoader());
    }

    private static boolean collected(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.refersTo(null);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
    }
}
