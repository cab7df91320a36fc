package io.mcpctl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The REST and MCP contract of a daemon with one server, on a real listener. */
final class FakeDaemon implements AutoCloseable {
    static final String TOKEN = "the-token";
    private static final String KINDS = """
            [{"name":"server","plural":"servers","aliases":["srv"],"readOnly":false,"applyOrder":50,"members":[
               {"name":"transport","type":"string","required":false,"values":["STDIO","SSE"],"computed":false},
               {"name":"packageName","type":"string","computed":false},{"name":"replicas","type":"integer","computed":false},
               {"name":"args","type":"array of string","computed":false},{"name":"health","type":"string","computed":true}]},
             {"name":"instance","plural":"instances","aliases":["inst"],"readOnly":true,"applyOrder":60,"members":[]},
             {"name":"project","plural":"projects","aliases":["proj"],"readOnly":false,"applyOrder":80,"members":[
               {"name":"servers","type":"array of string","computed":false}]},
             {"name":"serverattachment","plural":"serverattachments","aliases":["sa"],"readOnly":false,"applyOrder":90,"members":[
               {"name":"project","type":"string","required":true},{"name":"server","type":"string","required":true}]}]""";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> applied = new CopyOnWriteArrayList<>();
    final Map<String, Integer> failing = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeDaemon() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Writes what a running daemon leaves in its home. */
    void announce(Path home) throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run/daemon.json"),
                Json.line(Json.object()
                        .put("url", url())
                        .put("pid", ProcessHandle.current().pid())
                        .put("token", TOKEN)));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().replaceFirst("[?&]limit=500$", "");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + path);
            Integer failure = failing.get(exchange.getRequestURI().getPath());
            if (failure != null) {
                problem(exchange, failure, "refused for the test");
            } else if (path.startsWith("/api/v1")
                    && !("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                problem(exchange, 401, "a bearer token is required");
            } else if (path.equals("/projects/demo/mcp")) {
                FakeMcp.serve(exchange, body);
            } else {
                rest(exchange, path, body);
            }
        }
    }

    private void rest(HttpExchange exchange, String path, String body) throws IOException {
        switch (path) {
            case "/healthz", "/health" -> answer(exchange, 200, "{\"status\":\"ok\"}");
            case "/api/v1/kinds" -> answer(exchange, 200, KINDS);
            case "/api/v1/servers?view=table" ->
                answer(
                        exchange,
                        200,
                        "{\"columns\":[\"NAME\",\"AGE\"],\"rows\":[[\"every\\u001b[31mthing\",\"1m\"],[\"files\",\"2m\"]]}");
            case "/api/v1/servers", "/api/v1/servers?view=apply" ->
                answer(exchange, 200, "[{\"kind\":\"server\",\"name\":\"files\",\"args\":[\".\"]}]");
            case "/api/v1/servers/files?view=apply" ->
                answer(exchange, 200, "{\"kind\":\"server\",\"name\":\"files\",\"args\":[\".\"]}");
            case "/api/v1/servers/files" ->
                answer(
                        exchange,
                        exchange.getRequestMethod().equals("DELETE") ? 204 : 200,
                        "{\"id\":\"c1\",\"name\":\"files\"}");
            case "/api/v1/instances" ->
                answer(
                        exchange,
                        200,
                        "[{\"name\":\"files-0\",\"server\":\"files\",\"status\":\"RUNNING\",\"healthStatus\":\"healthy\"}]");
            case "/api/v1/instances/files-0/logs?tail=5" ->
                answer(exchange, 200, "{\"stdout\":\"\",\"stderr\":\"a line\\n\"}");
            case "/api/v1/apply", "/api/v1/apply?dryRun=true" -> apply(exchange, body);
            default -> problem(exchange, 404, "nothing is at " + path);
        }
    }

    private void apply(HttpExchange exchange, String body) throws IOException {
        String name = Json.read(body).path("name").asText();
        applied.add(Json.read(body).path("kind").asText() + "/" + name);
        if (name.equals("refused")) {
            answer(
                    exchange,
                    400,
                    "{\"detail\":\"bad\",\"details\":[{\"path\":\"args[1]\",\"message\":\"is too long\"}]}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"kind\":\"server\",\"name\":\"" + name + "\",\"result\":\"created\",\"changed\":[]}");
        }
    }

    private static void problem(HttpExchange exchange, int status, String sentence) throws IOException {
        answer(exchange, status, "{\"status\":" + status + ",\"detail\":\"" + sentence + "\"}");
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
