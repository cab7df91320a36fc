package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mcpctl mcp}, as clients start it, and upstreams that only a proxy knows. */
class StdioModeTest {
    private static final Product PRODUCT = Product.fresh();
    private static final String STATELESS = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @BeforeAll
    static void start() {
        PRODUCT.up().apply("""
                kind: server
                name: pipe
                transport: STDIO
                command: %s
                ---
                kind: project
                name: demo
                servers: [pipe]
                """.formatted(Fixture.overStdio())).exits(0);
        PRODUCT.awaitHealthy(1);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static StdioClient client(String... arguments) {
        return client(PRODUCT, arguments);
    }

    private static StdioClient client(Product product, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(Product.ROOT.resolve("mcpctl").toString(), "mcp"));
        line.addAll(List.of(arguments));
        return new StdioClient(product, line);
    }

    private static String echo(StdioClient client, int id, String tool) {
        return client.ask(id, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{\"message\":\"hi\"}}")
                .toString();
    }

    @Test
    void aSessionOutlivesTheRestartOfItsDaemon() {
        try (StdioClient client = client("-p", "demo")) {
            assertEquals(
                    "mcpctl",
                    client.initialize()
                            .path("result")
                            .path("serverInfo")
                            .path("name")
                            .asText());
            assertTrue(echo(client, 1, "pipe__echo").contains("hi"));

            PRODUCT.run("down").exits(0);
            PRODUCT.up();
            PRODUCT.awaitHealthy(1);

            assertTrue(echo(client, 2, "pipe__echo").contains("hi"), client.stderr());
            assertTrue(client.stderr().contains("another one was opened"), client.stderr());
            assertEquals(0, client.end());
        }
    }

    @Test
    void aClientWithoutSessionsIsServedToo() {
        try (StdioClient client = client("--server", "pipe")) {
            JsonNode found = client.ask(1, "server/discover", "{" + STATELESS + "}");
            assertEquals(
                    "2026-07-28",
                    found.path("result").path("supportedVersions").path(0).asText());
            String call = "{\"name\":\"test_custom_header\",\"arguments\":{\"region\":\"Zürich\"}," + STATELESS + "}";
            JsonNode answer = client.ask(2, "tools/call", call);
            assertEquals("complete", answer.path("result").path("resultType").asText(), answer::toString);
            assertEquals(0, client.end());
        }
    }

    @Test
    void aSignalEndsItAndItsSessionInOrder() {
        int before = sessions();
        try (StdioClient client = client("-p", "demo")) {
            client.initialize();
            assertEquals(before + 1, sessions());

            client.terminate();

            assertEquals(0, client.exitCode());
            Wait.until("the session is gone", Duration.ofSeconds(10), () -> sessions() <= before, () -> "still there");
        }
    }

    private static int sessions() {
        return RestClient.json(new RestClient(PRODUCT.daemon()).get("/metrics"))
                .path("sessions")
                .asInt(-1);
    }

    @Test
    void theTrailNamesTheTransportAndTheClient() {
        try (StdioClient client = client("-p", "demo")) {
            client.initialize();
            echo(client, 1, "pipe__echo");
            assertEquals(0, client.end());
        }

        RestClient rest = new RestClient(PRODUCT.daemon());
        Wait.until(
                "the session is in the trail",
                Duration.ofSeconds(20),
                () -> rest.get("/audit/events?eventKind=session_bind&projectName=demo")
                        .body()
                        .contains("\"stdio\""),
                () -> rest.get("/audit/events").body());
        assertTrue(rest.get("/audit/events?eventKind=session_bind").body().contains("editor"));
    }

    @Test
    void whatCannotBeServedIsSaidOnStderrAlone() {
        PRODUCT.run("mcp").refuses(2, "which project");
        PRODUCT.run("mcp", "-p", "nope").refuses(3, "nope");
        PRODUCT.run("mcp", "--server", "nope").refuses(3, "nope");
        PRODUCT.run("mcp", "-p", "demo", "--daemon-url", "http://127.0.0.1:9")
                .refuses(6, "http://127.0.0.1:9", "mcpctl up");
        PRODUCT.run("mcp", "-p", "demo", "--up", "--daemon-url", "http://127.0.0.1:9")
                .refuses(2, "--up");
    }

    @Test
    void theDaemonIsStartedWhenAskedFor() {
        try (Product other = Product.fresh();
                StdioClient client = client(other, "--server", "any", "--up")) {
            assertEquals(3, client.exitCode());
            assertTrue(client.stderr().contains("no daemon runs; starting one"), client.stderr());
            other.run("status").exits(0);
        }
    }

    @Test
    void aProxyServesUpstreamsOfItsOwnAlsoWithoutAControlPlane() {
        List<String> command = Fixture.commandOverStdio();
        String upstream = "mine=stdio:" + String.join(" ", command);
        try (Product proxy = Product.started(
                Map.of("MCPLOCAL_MCPD_URL", "http://127.0.0.1:9"),
                "up",
                "--distribution",
                "mcplocal",
                "--upstream",
                upstream)) {
            proxy.up();

            try (StdioClient client = client(proxy, "--server", "mine")) {
                client.initialize();
                assertTrue(echo(client, 1, "echo").contains("hi"), client.stderr());
                assertEquals(0, client.end());
            }
            JsonNode health = RestClient.json(new RestClient(URI.create(proxy.url("")), "").get("/health"));
            JsonNode mine = StreamSupport.stream(health.path("upstreams").spliterator(), false)
                    .findFirst()
                    .orElseThrow();
            assertEquals("{\"name\":\"mine\",\"transport\":\"stdio\",\"state\":\"healthy\"}", mine.toString());
            assertEquals("degraded", health.path("status").asText());
        }
    }

    @Test
    void wrongUpstreamsStopTheStart() {
        try (Product proxy = Product.started(
                Map.of("MCPLOCAL_MCPD_URL", "http://127.0.0.1:9"),
                "up",
                "--distribution",
                "mcplocal",
                "--foreground",
                "--upstream",
                "a=tcp:b")) {
            proxy.run("up", "--distribution", "mcplocal", "--foreground", "--upstream", "a=tcp:b")
                    .exits(2)
                    .says("a=tcp:b")
                    .says("<name>=<transport>");
            proxy.run("up", "--upstream", "a=stdio:b").exits(2).says("--upstream");
        }
    }
}
