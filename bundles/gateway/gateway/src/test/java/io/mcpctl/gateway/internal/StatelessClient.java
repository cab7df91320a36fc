package io.mcpctl.gateway.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A client of revision 2026-07-28 that shows the bytes it gets. */
public final class StatelessClient {
    static final String ALL = "{\"sampling\":{},\"elicitation\":{},\"roots\":{}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private String capabilities = "{}";
    private String meta = "";
    private final Map<String, String> headers = new TreeMap<>();

    StatelessClient(URI endpoint) {
        this.endpoint = endpoint;
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", "2026-07-28");
    }

    public StatelessClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    StatelessClient without(String header) {
        headers.remove(header);
        return this;
    }

    public StatelessClient capabilities(String json) {
        capabilities = json;
        return this;
    }

    /** More members of {@code _meta}, each with a comma before it. */
    StatelessClient meta(String members) {
        meta = members;
        return this;
    }

    String message(int id, String method, String members) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + members
                + (members.isEmpty() ? "" : ",")
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + meta + "}}}";
    }

    /** A request with the headers that mirror its method and its name. */
    public HttpRequest request(int id, String method, String name, String members) {
        headers.put("Mcp-Method", method);
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", name);
        }
        return post(message(id, method, members));
    }

    HttpRequest post(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30));
        headers.forEach(request::setHeader);
        return request.POST(BodyPublishers.ofString(body)).build();
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    public String ask(int id, String method, String members) throws IOException, InterruptedException {
        return send(request(id, method, "", members)).body();
    }

    /** Calls a tool; {@code members} are those beside its name. */
    public String call(int id, String tool, String members) throws IOException, InterruptedException {
        String all = "\"name\":\"" + tool + "\"" + (members.isEmpty() ? "" : "," + members);
        return send(request(id, "tools/call", tool, all)).body();
    }

    /** An answer that is read as it comes. */
    Stream open(HttpRequest request) throws IOException, InterruptedException {
        return new Stream(http.send(request, BodyHandlers.ofInputStream()).body());
    }

    HttpClient http() {
        return http;
    }

    /** The events of an answer. */
    static final class Stream implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;

        Stream(InputStream body) {
            this.body = body;
            this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        String next() {
            try {
                String line = lines.readLine();
                while (line != null && !line.startsWith("data: ")) {
                    line = lines.readLine();
                }
                return line == null ? "end" : line.substring(6);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
