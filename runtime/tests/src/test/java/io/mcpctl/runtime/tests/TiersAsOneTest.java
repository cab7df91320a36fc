package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy that is started with a settings file, at a control plane behind TLS with a private authority: all servers of a caller
 * at one endpoint, and one name for a request at both.
 */
@Tag("real-server")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TiersAsOneTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "a-long-password-4tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder = Path.of("");

    private static final Product PLANE = Product.started(Map.of(), "up", "--distribution", "mcpd");
    private static final Fixture FIXTURE = Fixture.start();
    private static TlsFront front;
    private static Product proxy;
    private static String bob = "";

    @BeforeAll
    static void start() throws IOException {
        PLANE.up();
        PLANE.runWith(PASSWORD + "\n", "login", "--email", "owner@example.org", "--password-stdin", "--yes")
                .exits(0);
        FIXTURE.behind(PLANE);
        PLANE.apply("kind: project\nname: few\nservers: [pipe]\n").exits(0);
        bob = userWhoMayRunWeb();
        front = TlsFront.to(PLANE.url(""), folder);
        proxy = Product.started(
                Map.of(),
                "up",
                "--distribution",
                "mcplocal",
                "--config",
                settings("proxy.json", "").toString());
        proxy.up();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        front.close();
        PLANE.close();
        FIXTURE.close();
    }

    private static Path settings(String name, String more) throws IOException {
        String token = JSON.readTree(PLANE.home().resolve("credentials.json").toFile())
                .path("token")
                .asText();
        Path file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "{\"mcpdUrl\":\"" + front.url() + "\",\"mcpdCaFile\":\"" + front.certificate() + "\",\"mcpdToken\":\""
                        + token + "\"" + more + "}");
    }

    private static String userWhoMayRunWeb() {
        RestClient owner = TwoTiersRest.of(PLANE);
        made(owner, "/api/v1/users", "{'email':'bob@example.org','password':'" + PASSWORD + "'}");
        made(
                owner,
                "/api/v1/rbac-definitions",
                "{'name':'bob','subjects':[{'kind':'User','name':'bob@example.org'}],"
                        + "'roleBindings':[{'role':'run','resource':'servers','name':'web'}]}");
        return RestClient.json(owner.send(
                        "POST", "/api/v1/auth/login", "{'email':'bob@example.org','password':'" + PASSWORD + "'}"))
                .path("token")
                .asText();
    }

    private static void made(RestClient owner, String path, String json) {
        HttpResponse<String> answer = owner.send("POST", path, json);
        assertEquals(201, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> stateless(String bearer, String method, String name, String members) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + members
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.url("/mcp")))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!name.isEmpty()) {
            request.header("Mcp-Name", name);
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + body, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void withoutAProjectThereAreAllServersThatTheCallerMayUse() {
        try (RawClient owner = new RawClient(proxy.url("/mcp"));
                RawClient other = new RawClient(proxy.url("/mcp"), bob)) {
            String all = owner.ask("tools/list").getLast();
            String some = other.ask("tools/list").getLast();

            assertTrue(all.contains("\"web__echo\"") && all.contains("\"pipe__echo\""), all);
            assertTrue(some.contains("\"web__echo\"") && !some.contains("pipe__"), some);
            assertTrue(owner.call("pipe__echo", "{\"message\":\"x\"}").getLast().contains("Echo: x"));
            assertTrue(other.call("web__echo", "{\"message\":\"x\"}").getLast().contains("Echo: x"));
            String refusal = other.call("pipe__echo", "{\"message\":\"x\"}").getLast();
            assertTrue(refusal.contains("Unknown tool: pipe__echo"), refusal);
        }
    }

    @Test
    void clientsWithoutSessionsGetTheSame() {
        String all = stateless("", "tools/list", "", "").body();
        String some = stateless(bob, "tools/list", "", "").body();

        assertTrue(all.contains("\"web__echo\"") && all.contains("\"pipe__echo\""), all);
        assertTrue(some.contains("\"web__echo\"") && !some.contains("pipe__"), some);
    }

    @Test
    void serversThatComeAndGoAreToldToOpenSessions() {
        try (RawClient client = new RawClient(proxy.url("/mcp"));
                RawEvents events = client.events()) {
            assertTrue(!client.ask("tools/list").getLast().contains("late__"));

            PLANE.apply("kind: server\nname: late\ntransport: STREAMABLE_HTTP\nexternalUrl: " + FIXTURE.url() + "\n")
                    .exits(0);

            events.await("notifications/tools/list_changed", "", LIMIT);
            Wait.until(
                    "its tools are listed",
                    LIMIT,
                    () -> client.ask("tools/list").getLast().contains("late__echo"),
                    () -> client.ask("tools/list").toString());
            PLANE.run("delete", "server", "late", "--yes").exits(0);
            Wait.until(
                    "they are gone",
                    LIMIT,
                    () -> !client.ask("tools/list").getLast().contains("late__"),
                    () -> "");
        }
    }

    @Test
    void aRequestHasOneNameAtBothTiers() {
        RestClient plane = TwoTiersRest.of(PLANE);
        String ofSession;
        try (RawClient client = new RawClient(proxy.url("/mcp"))) {
            client.call("web__echo", "{\"message\":\"x\"}");
            String first = client.requestId();
            client.call("web__echo", "{\"message\":\"x\"}");
            ofSession = client.requestId();
            assertTrue(!first.equals(ofSession), first);
        }
        String arguments = "\"name\":\"pipe__echo\",\"arguments\":{\"message\":\"x\"},";
        String stateless = stateless("", "tools/call", "pipe__echo", arguments)
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();

        for (String id : List.of(ofSession, stateless)) {
            String path = "/api/v1/audit/events?eventKind=tool_call_trace&correlationId=" + id;
            Wait.until(
                    "the call is told under " + id,
                    LIMIT,
                    () -> RestClient.json(plane.get(path)).path("items").size() == 1,
                    () -> plane.get("/api/v1/audit/events").body());
        }
    }

    @Test
    void theNameOfASessionsFirstRequestIsThatOfItsEvent() {
        RestClient plane = TwoTiersRest.of(PLANE);
        try (RawClient client = new RawClient(proxy.url("/projects/few/mcp"))) {
            String path = "/api/v1/audit/events?eventKind=session_bind&sessionId=" + client.session();
            Wait.until(
                    "the session is told",
                    LIMIT,
                    () -> RestClient.json(plane.get(path)).path("items").size() == 1,
                    () -> plane.get("/api/v1/audit/events").body());
            JsonNode event = RestClient.json(plane.get(path)).path("items").path(0);
            assertEquals(client.helloId(), event.path("correlationId").asText(), event::toString);
        }
    }

    @Test
    void theProjectOfTheCommandLineGoesOverThatOfTheFile() throws IOException {
        Path file = settings("project.json", ",\"project\":\"none-such\"");
        try (Product other = Product.started(
                Map.of(), "up", "--distribution", "mcplocal", "--config", file.toString(), "-p", "few")) {
            other.up();
            try (RawClient client = new RawClient(other.url("/mcp"))) {
                String list = client.ask("tools/list").getLast();
                assertTrue(list.contains("\"pipe__echo\"") && !list.contains("web__"), list);
            }
        }
    }

    @Test
    void aSettingsFileThatIsMissingOrWrongStopsTheStart() throws IOException {
        Path missing = folder.resolve("missing.json");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\n\"httpPort\": \"x\"}");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"httpPort\": ");
        Path authority = Files.writeString(
                folder.resolve("authority.json"),
                "{\"mcpdUrl\":\"https://127.0.0.1:9\",\"mcpdCaFile\":\"" + missing + "\"}");

        try (Product other = Product.started(Map.of(), "up")) {
            String[] up = {"up", "--distribution", "mcplocal", "--config"};
            other.run(up[0], up[1], up[2], up[3], missing.toString()).refuses(2, missing.toString());
            other.run(up[0], up[1], up[2], up[3], wrong.toString()).refuses(2, wrong.toString(), "httpPort");
            other.run(up[0], up[1], up[2], up[3], broken.toString()).refuses(2, broken.toString(), "line 2", "column");
            other.run(up[0], up[1], up[2], up[3], authority.toString()).refuses(2, missing.toString(), "mcpdCaFile");
            other.run("up", "--config", wrong.toString()).refuses(2, "--config", "mcplocal");
        }
    }
}
