package io.mcpctl.registries.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Registries on this machine that answer as the public ones do, or as they should not. */
final class FakeRegistry implements AutoCloseable {
    /** What was asked: path with query, and the bearer. */
    record Asked(String path, String authorization) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<HttpHandler>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url(String registry) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + registry;
    }

    /** Several answers to paths that begin so are given in their order; the last one stays. */
    FakeRegistry on(String path, HttpHandler answer) {
        answers.computeIfAbsent(path, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    FakeRegistry file(String path, String name) {
        return on(path, json(resource(name)));
    }

    static HttpHandler json(String body) {
        return answer(200, "application/json", body);
    }

    static HttpHandler answer(int status, String type, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Never comes to an end: nothing at all, or one byte of the body. */
    HttpHandler silence(boolean begins) {
        return exchange -> {
            if (begins) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            await(closing);
        };
    }

    /** An answer that waits for the test. */
    static HttpHandler after(CountDownLatch go, HttpHandler answer) {
        return exchange -> {
            await(go);
            answer.handle(exchange);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the answer go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String resource(String name) {
        try (InputStream in = FakeRegistry.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is not among the test's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(new Asked(path, authorization == null ? "" : authorization));
            next(path).handle(exchange);
        } catch (IOException gone) {
            // Who asked has given up, which some tests are about.
        }
    }

    private synchronized HttpHandler next(String path) {
        Deque<HttpHandler> prepared = answers.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseGet(
                        () -> new ArrayDeque<>(List.of(answer(404, "application/json", "{\"error\":\"Not found\"}"))));
        return prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    }

    List<String> paths(String prefix) {
        return asked.stream()
                .map(Asked::path)
                .filter(path -> path.startsWith(prefix))
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
