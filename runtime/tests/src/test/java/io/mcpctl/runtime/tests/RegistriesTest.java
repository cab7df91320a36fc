package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registry on this machine is searched by the product, and the product is a registry itself. */
class RegistriesTest {
    private static final String RECORD = """
            {"server":{"name":"io.example/echo","description":"Says it again","version":"1.2.0",
              "remotes":[{"type":"streamable-http","url":"https://echo.example.com/mcp",
                "headers":[{"name":"Authorization","value":"Bearer {token}","isRequired":true,
                  "variables":{"token":{"description":"Yours","isSecret":true}}}]}]},
             "_meta":{"io.modelcontextprotocol.registry/official":{"status":"active","updatedAt":"2026-02-05T10:00:00Z"}}}""";

    /** One that is reached, and says what it was sent. */
    private static final HeaderServer FAR = far();

    private static final LocalRegistry REGISTRY = new LocalRegistry(
            RECORD,
            RECORD.replace("io.example/echo", "io.example/far")
                    .replace("https://echo.example.com/mcp", FAR.url("/mcp")));
    private static final Product PRODUCT = Product.fresh();

    private static HeaderServer far() {
        try {
            return new HeaderServer();
        } catch (IOException e) {
            throw new AssertionError("no server", e);
        }
    }

    @BeforeAll
    static void start() {
        PRODUCT.configured("registries: {enabled: [official], official.url: '" + REGISTRY.url() + "'}\n");
        PRODUCT.up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
        REGISTRY.close();
        FAR.close();
    }

    @Test
    void whatIsFoundIsShownBeforeItBecomesAServer() {
        PRODUCT.run("registry", "search", "echo").prints("""
                ID                         AS       VERIFIED   DESCRIPTION
                official:io.example/echo   remote   yes        Says it again
                """);
        PRODUCT.run("registry", "search", "echo", "--registry", "npm").refuses(1, "known are official");
        PRODUCT.run("registry", "show", "official:io.example/echo").exits(0).says("Authorization");
        String[] line = {
            "create",
            "server",
            "echo",
            "--from-registry",
            "official:io.example/echo",
            "--env",
            "Authorization=geheim",
            "--replicas",
            "0"
        };
        PRODUCT.run(line).says("externalUrl: ").refuses(2, "nothing was created", "--yes");
        PRODUCT.run("get", "server", "echo").exits(3);

        PRODUCT.run(Stream.concat(Stream.of(line), Stream.of("--yes")).toArray(String[]::new))
                .prints("server/echo created\n");

        JsonNode server =
                PRODUCT.run("get", "server", "echo", "-o", "json").exits(0).json();
        assertEquals("https://echo.example.com/mcp", server.path("externalUrl").asText());
        JsonNode from = server.path("headers").get(0).path("valueFrom");
        assertEquals("echo-env", from.path("secretRef").path("name").asText());
    }

    @Test
    void aServerKnowsWhereItIsFromAndItsSecretArrivesBehindTheSchemeOfTheRecord() {
        PRODUCT.run(
                        "create",
                        "server",
                        "far",
                        "--from-registry",
                        "official:io.example/far",
                        "--env",
                        "Authorization=geheim",
                        "--yes")
                .exits(0);

        Wait.until(
                "the secret with its scheme",
                Duration.ofSeconds(30),
                () -> FAR.seen.contains("Bearer geheim"),
                FAR.seen::toString);
        assertEquals(Set.of("Bearer geheim"), FAR.seen);
        JsonNode server = PRODUCT.get("server", "far");
        JsonNode from = server.path("headers").get(0).path("valueFrom");
        assertEquals("Bearer ", from.path("prefix").asText());
        JsonNode source = server.path("source");
        assertEquals("registry", source.path("kind").asText());
        assertEquals("official:io.example/far", source.path("name").asText());
        assertEquals("1.2.0", source.path("version").asText());
        assertEquals("remote", source.path("snapshot").path("type").asText());
        assertEquals(FAR.url("/mcp"), source.path("snapshot").path("identifier").asText());
        PRODUCT.run("upgrade", "server", "far").exits(5);
    }

    @Test
    void theDaemonIsARegistryWhoseNamesMayHaveTheirSlashEncoded() throws Exception {
        PRODUCT.apply("{kind: server, name: away, externalUrl: 'https://away.example.com/mcp', replicas: 0}")
                .exits(0);

        HttpResponse<String> encoded = get("/v0.1/servers/local.mcpctl%2Faway/versions/latest");

        assertEquals(200, encoded.statusCode(), encoded.body());
        assertTrue(encoded.body().contains("\"url\":\"" + PRODUCT.url("/servers/away/mcp") + "\""), encoded.body());
        assertEquals(
                encoded.body(),
                get("/v0.1/servers/local.mcpctl/away/versions/latest").body());
        assertTrue(get("/v0.1/servers?search=away").body().contains("local.mcpctl/away"));
        assertEquals(
                404, get("/v0.1/servers/local.mcpctl%2Fnobody/versions/latest").statusCode());
        assertEquals(400, get("/api/v1/servers/local.mcpctl%2Faway").statusCode());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(PRODUCT.url(path)))
                            .timeout(Duration.ofSeconds(20))
                            .header(
                                    "Authorization",
                                    "Bearer " + PRODUCT.daemon().path("token").asText())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
