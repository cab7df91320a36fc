package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do that fail, dawdle or flood: each is told, the others notice nothing, and what it took comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientFaultsTest {
    private static final Product PRODUCT = Product.fresh();
    private static final Fixture WEB = Fixture.start();
    private static final int SLOW_READERS = 8;
    private static final int NOTIFICATIONS = 10_000;

    private static Levels before = new Levels(0, 0, 0);
    /** They take their time from the beginning on. */
    private static List<CompletableFuture<String>> dribbled = List.of();

    private static List<CompletableFuture<String>> silent = List.of();
    private static final List<String> PATHS = List.of("/servers/web/mcp", "/api/v1/servers");

    @BeforeAll
    static void start() {
        WEB.behind(PRODUCT);
        PRODUCT.apply("""
                kind: server
                name: shared
                transport: STDIO
                command: %s
                sharing: {mode: shared}
                """.formatted(Fixture.overStdio())).exits(0);
        PRODUCT.awaitHealthy(3);
        dribbled = atEachPath(ClientFaultsTest::dribble);
        silent = atEachPath(ClientFaultsTest::promise);
        for (String server : List.of("web", "pipe", "shared")) {
            try (RawClient client = at(server)) {
                echoes(client);
            }
        }
        before = Levels.of(PRODUCT);
    }

    private static List<CompletableFuture<String>> atEachPath(Function<String, String> exchange) {
        Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        return PATHS.stream()
                .map(path -> CompletableFuture.supplyAsync(() -> exchange.apply(path), threads))
                .toList();
    }

    private static void begin(RawSocket socket, String path, int length) {
        String bearer = PRODUCT.daemon().path("token").asText();
        socket.headWith(path, "Authorization: Bearer " + bearer + "\r\n", length);
    }

    private static RawClient at(String server) {
        return new RawClient(PRODUCT.url("/servers/" + server + "/mcp"));
    }

    private static void echoes(RawClient client) {
        String answer = client.call("echo", "{\"message\":\"x\"}").getLast();
        assertTrue(answer.contains("Echo: x"), answer);
    }

    /** A byte now and then, of a body that is promised to be long; what the daemon says to that. */
    private static String dribble(String path) {
        try (RawSocket socket = new RawSocket(PRODUCT.port())) {
            begin(socket, path, 100_000);
            while (!socket.hasAnswer() && socket.send(" ")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            return socket.read(4096);
        }
    }

    /** A body is announced and never sent. */
    private static String promise(String path) {
        try (RawSocket socket = new RawSocket(PRODUCT.port())) {
            begin(socket, path, 100);
            return socket.read(4096);
        }
    }

    @AfterEach
    void everythingComesBack() {
        before.areBack(PRODUCT);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
        WEB.close();
    }

    @Test
    void whatIsNoMessageIsRefusedWithTheProtocolsOwnError() {
        byte[] invalid = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        refused(400, "-32700", invalid);
        refused(400, "-32700", "{\"jsonrpc\":\"2.0\",".getBytes(StandardCharsets.UTF_8));
        refused(
                400,
                "nested deeper than",
                ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        refused(400, "-32600", "[]".getBytes(StandardCharsets.UTF_8));
        refused(
                415,
                "must not be compressed",
                HttpText.INITIALIZE.getBytes(StandardCharsets.UTF_8),
                "Content-Encoding",
                "gzip");
        refused(
                403,
                "Origin",
                HttpText.INITIALIZE.getBytes(StandardCharsets.UTF_8),
                "Origin",
                "https://elsewhere.example");
        refused(413, "10 MiB", new byte[(10 << 20) + 1]);
        refused(
                404,
                "the session is not known",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8),
                "Mcp-Session-Id",
                "none");
    }

    private static void refused(int status, String words, byte[] body, String... headers) {
        HttpResponse<String> answer = HttpText.send(PRODUCT.url("/servers/web/mcp"), body, headers);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(words), answer.body());
    }

    @Test
    void anIdThatIsInFlightAlreadyIsRefusedAndTheFirstRequestGoesOn() {
        try (RawClient client = at("pipe");
                MessageStream first = client.stream(5, "nasty_slow", "{\"millis\":2000}")) {
            assertTrue(first.next().orElseThrow().contains("progress"));

            String second = client.call(5, "echo", "{}").getLast();
            assertTrue(second.contains("-32600") && second.contains("in flight already"), second);
            assertTrue(first.last().contains("took 2000 ms"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe", "shared"})
    void aClientThatDoesNotReadItsStreamKeepsNobodyWaiting(String server) {
        List<AutoCloseable> open = new ArrayList<>();
        try (RawClient other = at(server);
                RawClient slow = at(server)) {
            for (int i = 0; i < SLOW_READERS / 4; i++) {
                unread(open, server, slow, i, "nasty_flood", "{\"count\":100000,\"bytes\":200}");
            }
            for (int i = 0; i < 20; i++) {
                echoes(other);
            }
        } finally {
            closeAll(open);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void clientsThatDoNotReadLargeResultsTakeNoMemoryFromOthers(String server) {
        List<AutoCloseable> open = new ArrayList<>();
        try (RawClient other = at(server)) {
            for (int i = 0; i < SLOW_READERS; i++) {
                RawClient slow = at(server);
                open.add(slow);
                unread(open, server, slow, i, "echo", "{\"size\":31457280}");
            }
            for (int i = 0; i < 20; i++) {
                echoes(other);
            }
        } finally {
            closeAll(open);
        }
    }

    /** A call whose answer is not read beyond its first bytes. */
    private static void unread(
            List<AutoCloseable> open, String server, RawClient client, int id, String tool, String arguments) {
        RawSocket socket = new RawSocket(PRODUCT.port());
        open.addFirst(socket);
        socket.post(
                "/servers/" + server + "/mcp",
                client.session(),
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":" + arguments + "}}");
    }

    private static void closeAll(List<AutoCloseable> open) {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new AssertionError("cannot be closed", e);
            }
        }
    }

    @Test
    void aFloodOfNotificationsFromAClientPasses() throws InterruptedException {
        try (RawClient client = at("web")) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < NOTIFICATIONS; i++) {
                    threads.execute(() -> client.tell("notifications/x-flood"));
                }
                threads.shutdown();
                assertTrue(threads.awaitTermination(120, TimeUnit.SECONDS));
            }
            echoes(client);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aBodyThatComesTooSlowlyIsGivenUp() {
        for (CompletableFuture<String> one : dribbled) {
            String answer = one.orTimeout(90, TimeUnit.SECONDS).join();
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertTrue(answer.contains("the body comes too slowly"), answer);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aBodyThatNeverComesIsGivenUpAndIsNoErrorOfTheDaemon() throws IOException {
        for (CompletableFuture<String> one : silent) {
            String answer = one.orTimeout(90, TimeUnit.SECONDS).join();
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertTrue(answer.contains("the body broke off"), answer);
        }
        String log = Files.readString(PRODUCT.home().resolve("logs/daemon.log"));
        assertFalse(log.contains("Exception while processing request"), log);
    }
}
