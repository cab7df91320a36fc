package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many clients that create, change and delete at once: nothing fails, nothing is lost, nothing stands still. */
class LoadTest {
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("load.seconds", 20));
    private static final int CLIENTS = Integer.getInteger("load.clients", 50);
    private static final int SHARED = 20;
    private static final int CONNECTIONS = 500;
    private static final String SETTINGS = "api:\n  requests.per.second: 1000000\n";

    private final List<AtomicInteger> written = new ArrayList<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger cycles = new AtomicInteger();

    @Test
    void manyClientsAtOnceLoseNothingOnTheEmbeddedDatabase() throws Exception {
        try (Product product = Product.fresh()) {
            Files.createDirectories(product.home());
            Files.writeString(product.home().resolve("config.yaml"), SETTINGS);
            product.up();

            loseNothing(new RestClient(product.daemon()));
        }
    }

    @Test
    void manyClientsAtOnceLoseNothingOnPostgresql() throws Exception {
        String few = SETTINGS + "store:\n  connections: 4\n";
        try (Mcpd daemon = Mcpd.start(PostgresServer.shared().newDatabase(), few)) {
            loseNothing(daemon.rest());
        }
    }

    @Test
    void connectionsThatComeAllAtOnceAreAllAnswered() throws Exception {
        try (Product product = Product.fresh().up()) {
            CyclicBarrier together = new CyclicBarrier(CONNECTIONS);
            List<Callable<String>> clients = Collections.nCopies(CONNECTIONS, () -> {
                together.await(60, TimeUnit.SECONDS);
                return statusLine(product.port());
            });

            for (String answer : all(clients)) {
                assertEquals("HTTP/1.1 200", answer);
            }
        }
    }

    private static String statusLine(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static <T> List<T> all(List<Callable<T>> clients) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> client : threads.invokeAll(clients)) {
                results.add(client.get());
            }
        }
        return results;
    }

    private void loseNothing(RestClient rest) throws Exception {
        for (int i = 0; i < SHARED; i++) {
            written.add(new AtomicInteger());
            expect(201, rest.send("POST", "/servers", server("shared-" + i)));
        }
        long end = System.nanoTime() + RUN.toNanos();
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(() -> {
                work(rest, number, end);
                return true;
            });
        }

        all(clients);

        for (int i = 0; i < SHARED; i++) {
            JsonNode shared = RestClient.json(rest.get("/servers/shared-" + i));
            assertEquals(written.get(i).get(), written(shared), "updates of shared-" + i);
            assertEquals(written.get(i).get() + 1, shared.path("version").asInt());
        }
        assertEquals(SHARED, RestClient.json(rest.get("/servers")).size(), "what was made was deleted");
        assertTrue(cycles.get() >= CLIENTS, cycles + " rounds");
        System.out.println("load: " + cycles + " rounds of " + CLIENTS + " clients in " + RUN.toSeconds() + " s, "
                + conflicts + " conflicts, no failure");
    }

    private void work(RestClient rest, int number, long end) {
        Random random = new Random(number);
        for (int round = 0; round == 0 || System.nanoTime() < end; round++) {
            String own = "own-" + number + "-" + round;
            expect(201, rest.send("POST", "/servers", server(own)));
            expect(200, rest.send("PUT", "/servers/" + own, "{'description':'changed','version':1}"));
            increment(rest, random.nextInt(SHARED));
            expect(204, rest.send("DELETE", "/servers/" + own, ""));
            expect(404, rest.get("/servers/" + own));
            cycles.incrementAndGet();
        }
    }

    /** Reads a number and writes the next one, for as long as somebody else was faster. */
    private void increment(RestClient rest, int shared) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            JsonNode seen = RestClient.json(rest.get("/servers/shared-" + shared));
            int next = written(seen) + 1;
            HttpResponse<String> answer = rest.send(
                    "PUT",
                    "/servers/shared-" + shared,
                    "{'description':'" + next + "','version':"
                            + seen.path("version").asInt() + "}");
            if (answer.statusCode() == 200) {
                written.get(shared).incrementAndGet();
                return;
            }
            expect(409, answer);
            conflicts.incrementAndGet();
        }
        throw new AssertionError("shared-" + shared + " could not be changed in 1000 attempts");
    }

    private static int written(JsonNode server) {
        return server.path("description").asInt();
    }

    private static String server(String name) {
        return "{'name':'" + name + "','transport':'STDIO','replicas':0,'command':['true'],'description':'0'}";
    }

    private static void expect(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
    }
}
