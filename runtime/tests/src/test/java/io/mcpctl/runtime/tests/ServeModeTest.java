package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A proxy for clients of other machines: MCP tokens are required, and nobody's bearer goes further than to mcpd. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServeModeTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
            "capabilities":{},"clientInfo":{"name":"serve-test","version":"1"}}}""";
    private static final TwoTiers TIERS = new TwoTiers();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Product serving = TIERS.proxy;
    private static HeaderServer far;
    private static String own = "";
    private static String token = "";

    @BeforeAll
    static void start() throws IOException {
        far = new HeaderServer();
        TIERS.planeUp();
        TIERS.plane
                .apply("kind: server\nname: far\nexternalUrl: " + far.url("/mcp") + "\n---\n"
                        + "kind: project\nname: demo\nservers: [far]\n---\nkind: project\nname: other\n")
                .exits(0);
        TIERS.plane.awaitHealthy(1);
        own = json(TIERS.plane.home().resolve("credentials.json")).path("token").asText();
        String made = TwoTiersRest.of(TIERS.plane)
                .as(own)
                .send("POST", "/api/v1/mcptokens", "{'name':'ci','project':'demo','rbacMode':'clone'}")
                .body();
        token = Pattern.compile("mcpctl_pat_[A-Za-z0-9_-]{40,}")
                .matcher(made)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(made))
                .group();
        serving = Product.started(
                Map.of(
                        "MCPLOCAL_MCPD_URL",
                        TIERS.plane.url(""),
                        "MCPLOCAL_MCPD_TOKEN",
                        own,
                        "MCPLOCAL_HTTP_HOST",
                        "127.0.0.1"),
                "up",
                "--serve");
        serving.up();
    }

    @AfterAll
    static void stop() {
        try {
            serving.close();
        } finally {
            TIERS.close();
            far.close();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static HttpResponse<String> post(String path, String bearer, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serving.url(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(serving.url(path))).timeout(Duration.ofSeconds(30)));
    }

    @Test
    void aTokenOpensItsProjectAndNoOther() {
        HttpResponse<String> good = post("/projects/demo/mcp", token, HELLO);
        HttpResponse<String> wrong = post("/projects/other/mcp", token, HELLO);

        assertEquals(200, good.statusCode(), good.body());
        assertTrue(good.headers().firstValue("Mcp-Session-Id").isPresent());
        assertEquals(403, wrong.statusCode());
        assertTrue(wrong.body().contains("other") && !wrong.body().contains("demo"), wrong.body());
        assertTrue(challenge(wrong).contains("error=\"insufficient_scope\""), challenge(wrong));
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void withoutATokenAClientIsToldWhereToLearnWhichOneItNeeds() {
        for (String bearer : Set.of("", own, "mcpctl_pat_unknown")) {
            HttpResponse<String> refusal = post("/projects/demo/mcp", bearer, HELLO);

            assertEquals(401, refusal.statusCode());
            assertTrue(refusal.body().contains("token"), refusal.body());
            String where = serving.url("/.well-known/oauth-protected-resource/projects/demo/mcp");
            assertTrue(challenge(refusal).startsWith("Bearer resource_metadata=\"" + where + "\""), challenge(refusal));
        }
        HttpResponse<String> metadata = get("/.well-known/oauth-protected-resource/projects/demo/mcp");
        assertEquals(200, metadata.statusCode());
        assertTrue(metadata.body().contains("\"resource\":\"" + serving.url("/projects/demo/mcp") + "\""));
        for (String other : Set.of(
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-protected-resource/nothing")) {
            assertEquals(404, get(other).statusCode(), other);
        }
    }

    @Test
    void thereIsNoManagementAndHealthNamesNothing() {
        assertEquals(404, get("/api/v1/servers").statusCode());
        assertEquals(404, post("/api/v1/servers", token, "{}").statusCode());
        assertEquals(200, get("/healthz").statusCode());
        assertFalse(get("/health").body().contains("far"), () -> get("/health").body());
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void noBearerReachesAServerALogOrAProcessList() {
        HttpResponse<String> hello = post("/projects/demo/mcp", token, HELLO);
        String session = hello.headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpResponse<String> list = send(HttpRequest.newBuilder(URI.create(serving.url("/projects/demo/mcp")))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}")));

        assertEquals(200, list.statusCode(), list.body());
        assertEquals(Set.of("null"), far.seen, "what the server was sent as Authorization");
        for (Product product : Set.of(serving, TIERS.plane)) {
            for (String secret : Set.of(own, token)) {
                assertFalse(TwoTiers.logs(product).contains(secret), "a log of " + product.home());
                product.processes()
                        .forEach(process -> assertFalse(process.command().contains(secret), "a command line"));
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aRevokedTokenIsRefusedSoon() {
        int status = TwoTiersRest.of(TIERS.plane)
                .as(own)
                .send("POST", "/api/v1/mcptokens/demo/ci/revoke", "")
                .statusCode();
        assertEquals(200, status);

        Wait.until(
                "the token is refused",
                Duration.ofSeconds(40),
                () -> post("/projects/demo/mcp", token, HELLO).statusCode() == 401,
                () -> post("/projects/demo/mcp", token, HELLO).body());
        assertTrue(post("/projects/demo/mcp", token, HELLO).body().contains("revoked"));
    }

    @Test
    void servingNeedsATokenAndTheRightDistribution() {
        try (Product without = Product.started(Map.of("MCPLOCAL_MCPD_TOKEN", ""), "up", "--serve")) {
            without.run("up", "--serve", "--foreground").exits(2).says("MCPLOCAL_MCPD_TOKEN");
            without.run("up", "--serve", "--distribution", "mcpd").exits(2).says("mcplocal");
            without.run("up", "--distribution", "nothing").exits(2).says("standalone, mcpd, mcplocal");
            without.run("up", "--serve", "--upstream", "a=stdio:b").exits(2);
        }
    }
}
