package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plug-ins and instances of a daemon, over REST. */
final class SwapDaemon implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern CONTAINER = Pattern.compile("\"containerId\" *: *\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    SwapDaemon(int port, String token) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
        this.token = token;
    }

    void install(Path jar) throws IOException, InterruptedException {
        send(jar, "/plugins");
    }

    void upgrade(String plugin, Path jar) throws IOException, InterruptedException {
        String shown = send(jar, "/plugins/" + plugin + "/upgrade");
        if (!Echo.value(shown, "\"state\"").equals("\"active\"")) {
            throw new IOException(plugin + " is not active: " + shown);
        }
    }

    private String send(Path jar, String path) throws IOException, InterruptedException {
        String source = URLEncoder.encode(jar.getFileName().toString(), StandardCharsets.UTF_8);
        return exchange(request(path + "?source=" + source)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(jar)));
    }

    /** What the daemon says of its plug-ins. */
    String plugins() throws IOException, InterruptedException {
        return exchange(request("/plugins"));
    }

    /** Of the one server that has an orchestrator. */
    String containerId() throws IOException, InterruptedException {
        Matcher found = CONTAINER.matcher(exchange(request("/instances")));
        return found.find() ? found.group(1) : "";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private String exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("HTTP status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
