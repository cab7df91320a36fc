package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many clients that create, change and delete at once: nothing fails, nothing is lost, nothing stands still. */
class LoadTest {
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("load.seconds", 20));
    private static final int CLIENTS = 200;
    private static final int SHARED = 20;
    private static final Product PRODUCT = Product.fresh();

    private final List<AtomicInteger> written = new ArrayList<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger cycles = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PRODUCT.home());
        Files.writeString(PRODUCT.home().resolve("config.yaml"), "api:\n  requests.per.second: 1000000\n");
        PRODUCT.up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void manyClientsAtOnceLoseNothing() throws Exception {
        RestClient rest = new RestClient(PRODUCT.daemon());
        for (int i = 0; i < SHARED; i++) {
            written.add(new AtomicInteger());
            expect(201, rest.send("POST", "/servers", server("shared-" + i)));
        }
        long end = System.nanoTime() + RUN.toNanos();
        List<Callable<Object>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(() -> {
                work(rest, number, end);
                return true;
            });
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> client : threads.invokeAll(clients)) {
                client.get();
            }
        }

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
