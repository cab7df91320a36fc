package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How many threads, descriptors and child processes a daemon has: what a fault takes comes back. */
record Levels(long threads, long descriptors, long children) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Kept connections and threads of pools come and go by themselves. */
    private static final int SLACK = 15;

    static Levels of(Product product) {
        long pid = pid(product);
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            String threads = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("Threads:"))
                    .findFirst()
                    .orElseThrow();
            long children = ProcessHandle.of(pid).orElseThrow().descendants().count();
            return new Levels(Long.parseLong(threads.replaceAll("\\D", "")), open.count(), children);
        } catch (IOException e) {
            throw Required.missing("/proc, which tells about the daemon");
        }
    }

    private static long pid(Product product) {
        return product.daemon().path("pid").asLong();
    }

    /** The daemon is well and has what it had before. */
    void areBack(Product product) {
        healthy(product);
        Wait.until(
                "levels as before, " + this,
                LIMIT,
                () -> isReachedBy(of(product)),
                () -> of(product) + "\n"
                        + ProcessHandle.of(pid(product))
                                .orElseThrow()
                                .descendants()
                                .map(child -> child.info().commandLine().orElse("?"))
                                .toList());
    }

    private boolean isReachedBy(Levels now) {
        return now.threads <= threads + SLACK && now.descriptors <= descriptors + SLACK && now.children <= children;
    }

    static void healthy(Product product) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(product.url("/healthz")))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        } catch (IOException e) {
            throw new AssertionError("the daemon does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
